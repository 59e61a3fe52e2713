"""Texts to measure with: the sound seed pages, shuffled, with the defects that recognisers leave.

Always the same for the same seeds and the same code; kept in the folder for temporary files of the
platform, away from the repository.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

SOUND = Path(__file__).resolve().parents[2] / "seeds" / "sound"
#: A paragraph of so many characters is running text, and drawn so many times as often as a shorter
#: one: newspapers have about 65 characters in a block, the seeds, which show forms of layout, 44.
RUNNING, OFTEN = 40, 4
#: Defects per kilobyte of text as a recogniser leaves it, and of a text full of findings.
USUAL, FULL = 0.4, 12.0
#: Bytes of UTF-8 for one character of such a text.
BYTES = 2.65
#: Name -> bytes of each file, number of files.
SIZES = {"page": (20_000, 1), "pages": (15_000, 1_000), "10m": (10_000_000, 1), "100m": (100_000_000, 1)}

_SWAPS = (
    ("，", ","), ("，", "，，"), ("。", "。。"), ("，", " ， "), ("。", " 。"), ("：", ":"), ("（", "("), ("）", ")"),
    ("”", "“"), ("”", ""), ("》", "〉"), ("、", "、、"), ("人", "⼈"), ("日", "⽇"), ("一", "⼀"), ("查", "査"),
    ("已经", "己经"), ("自己", "自已"), ("未来", "末来"), ("人民", "入民"), ("天津市", "天津巿"),
)  # fmt: skip
_STRAYS = (" ", "\u200b", "\u3000\u3000\u3000", "\n\n", "\x7f", "\ufffd", "锟斤拷", "（下转A2版）")


def paragraphs() -> list[str]:
    """The paragraphs of the sound pages in simplified script that have blank lines between them and none within."""
    found: list[str] = []
    for path in sorted(SOUND.rglob("*.txt")):
        if "traditional" in path.name or "gb18030" in path.name or _is_wrapped(path):
            continue
        blocks = [block.strip("\n") for block in path.read_text(encoding="utf-8").split("\n\n")]
        if len(blocks) > 10:
            found += filter(None, blocks)
    return found


def _is_wrapped(page: Path) -> bool:
    """Whether the page keeps its printed lines: hundreds of defects in a megabyte of usual text."""
    gold = page.with_suffix(".gold.jsonl")
    return gold.exists() and '"PAR002"' in gold.read_text(encoding="utf-8")


def stream(defects: float = USUAL, seed: int = 0) -> Iterator[str]:
    """Paragraphs without end, blank lines included, with so many defects per kilobyte of UTF-8."""
    chance = random.Random(seed)
    deck = [text for text in paragraphs() for _ in range(OFTEN if len(text) >= RUNNING else 1)]
    due = 0.0
    last = ""
    while True:
        chance.shuffle(deck)
        for paragraph in deck:
            if paragraph == last:
                continue
            last = paragraph
            due += defects * len(paragraph.encode()) / 1000
            text = paragraph
            while due >= 1:
                text = _damaged(text, chance)
                due -= 1
            yield text + "\n\n"


def _damaged(text: str, chance: random.Random) -> str:
    """The text with one defect more."""
    at = chance.randrange(len(text))
    if chance.random() < len(_STRAYS) / (len(_STRAYS) + len(_SWAPS)):
        return text[:at] + chance.choice(_STRAYS) + text[at:]
    right, wrong = chance.choice([swap for swap in _SWAPS if swap[0] in text] or [("", " ")])
    found = text.find(right, at)
    if found < 0:
        found = text.find(right)
    return text[:found] + wrong + text[found + len(right) :]


def sample(characters: int, defects: float = USUAL, seed: int = 0) -> str:
    """A text of about so many characters."""
    pieces: list[str] = []
    size = 0
    for piece in stream(defects, seed):
        if size >= characters:
            break
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)


def made(name: str) -> Path:
    """The file, or for ``pages`` the folder, of this size; written when it is not there yet.

    Written piece by piece: a child's peak memory counts from that of the process that starts it.
    """
    size, files = SIZES[name]
    path = _folder() / (f"{name}.txt" if files == 1 else name)
    if path.exists():
        return path
    print(f"writing {path}", file=sys.stderr)
    unfinished = path.with_suffix(".part")
    source = stream()
    if files > 1:
        unfinished.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        with (unfinished / f"{number:04}.txt" if files > 1 else unfinished).open("wb") as file:
            while file.tell() < size:
                file.write(next(source).encode())
    return unfinished.rename(path)


@cache
def _folder() -> Path:
    code = hashlib.sha256(Path(__file__).read_bytes())
    for paragraph in paragraphs():
        code.update(paragraph.encode())
    folder = Path(tempfile.gettempdir()) / f"zzlint-bench-{code.hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    return folder


def repeated(piece: str, size: int) -> str:
    """``piece`` over and over, to at least ``size`` characters."""
    return piece * (size // len(piece) + 1)


_LONG = "汀陵的茶园今年春天又添了三百亩新苗，采茶的人天不亮就上山，傍晚背着满满一篓茶叶下来，厂里的灯要亮到后半夜。" * 4
#: Name -> the text of about so many characters that a careless rule or engine spends hours on.
PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "equal paragraphs": lambda size: repeated(_LONG + "\n\n", size),
    "paragraphs nearly equal": lambda size: "".join(f"{_LONG}{n}\n\n" for n in range(size // len(_LONG))),
    "one long line": lambda size: sample(size).replace("\n", ""),
    "lines without text": lambda size: repeated("\n \n\t\n", size),
    "deep brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "deep mixed brackets": lambda size: repeated("“《（‘(", size // 2) + repeated(")’）》”", size // 2),
    "unclosed quotations": lambda size: repeated("他说：“来吧，", size),
    "run of one mark": lambda size: "，" * size,
    "run of half-width marks": lambda size: repeated("好" + "," * 40, size),
    "run of blanks": lambda size: "好" + " " * size + "好",
    "run of full-width blanks": lambda size: "好" + "\u3000" * size + "好",
    "run of one character": lambda size: "的" * size,
    "run of one letter": lambda size: "l" * size,
    "spaced characters": lambda size: repeated("的 ", size),
    "invisible characters": lambda size: repeated("\u200b\u200d\ufeff", size),
}
