"""Texts for property tests, spliced from the examples of all rules."""

from hypothesis import strategies as st

from zzlint.registry import registry

EXAMPLES = sorted(
    {bad.text for rule in registry().values() for bad in rule.bad}
    | {text for rule in registry().values() for text in rule.good}
)
#: What breaks offsets: characters beyond the BMP, marks of both widths, blanks, line ends.
SALT = [
    "𠮷",
    "😀",
    "，",
    ",",
    "。",
    "。。",
    "“",
    "”",
    "《",
    "》",
    "（",
    "(",
    ")",
    " ",
    "\u3000",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "己经",
    "１",
    "9",
    "a",
    "的",
    "\u200b",
]

pieces = st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(SALT), st.text(max_size=6))


@st.composite
def cuts(draw: st.DrawFn) -> str:
    """A part of an example."""
    text = draw(st.sampled_from(EXAMPLES))
    start = draw(st.integers(0, len(text)))
    return text[start : draw(st.integers(start, len(text)))]


texts = (
    st.lists(st.one_of(pieces, cuts()), max_size=8)
    .map("".join)
    .filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))
)
