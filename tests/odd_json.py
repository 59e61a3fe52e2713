"""JSON as no library writes it: blanks anywhere, escapes where none are needed, names that come twice."""

import json
from typing import Any

from hypothesis import strategies as st

blanks = st.sampled_from(["", "", "", " ", "\t", "\n", "\r\n  "])
blanks_in_line = st.sampled_from(["", "", "", " ", "\t", "\r"])

#: What needs an escape, what may have one, and what takes two.
BITS = [
    "甲",
    "己经",
    "，",
    ",",
    "。。",
    "😀",
    "𠮷",
    '"',
    "\\",
    "/",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x1f",
    "\x7f",
    "\u2028",
    "a",
    " ",
]
texts = st.lists(st.sampled_from(BITS), max_size=8).map("".join)

SHORT = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "/": "\\/"}


@st.composite
def literal(draw: st.DrawFn, text: str) -> str:
    """A string as JSON, in a style that changes from one code point to the next, or stays."""
    style = draw(st.sampled_from(["ascii", "plain", "upper", "mixed"]))
    written = []
    for char in text:
        how = draw(st.sampled_from(["ascii", "plain", "upper", "short"])) if style == "mixed" else style
        if how == "plain" or (how == "short" and char not in SHORT):
            written.append(json.dumps(char, ensure_ascii=False)[1:-1])
        elif how == "short":
            written.append(SHORT[char])
        else:
            units = char.encode("utf-16-be", "surrogatepass").hex()
            units = units.upper() if how == "upper" else units
            written.append("".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)))
    return f'"{"".join(written)}"'


@st.composite
def written(draw: st.DrawFn, value: Any, blank: st.SearchStrategy[str] = blanks) -> str:
    """A value as JSON; a dict may be given as a list of pairs in a tuple, to have a name twice."""

    def gap() -> str:
        return draw(blank)

    if isinstance(value, str):
        return draw(literal(value))
    if isinstance(value, list):
        items = [gap() + draw(written(item, blank)) + gap() for item in value]
        return f"[{','.join(items) or gap()}]"
    if isinstance(value, (dict, tuple)):
        pairs = value.items() if isinstance(value, dict) else value
        members = [
            f"{gap()}{draw(literal(key))}{gap()}:{gap()}{draw(written(item, blank))}{gap()}" for key, item in pairs
        ]
        return f"{{{','.join(members) or gap()}}}"
    return json.dumps(value)


#: Values that stand beside the text.
others = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
