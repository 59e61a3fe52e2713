"""What the system refuses is told in both languages."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, Program, page
from zzlint.diagnostic import Text
from zzlint.problems import reason

FREQUENT = ("ENOENT", "EACCES", "EEXIST", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS", "EPERM")


@pytest.mark.parametrize("name", FREQUENT)
def test_frequent_ones_are_told_in_chinese_too(name: str) -> None:
    number = getattr(errno, name)
    told = reason(OSError(number, os.strerror(number)))
    assert isinstance(told, Text)
    assert re.fullmatch("[\u4e00-\u9fff，]+", told.zh)
    if os.name != "nt":
        assert told.en == os.strerror(number)


def test_others_are_told_as_the_system_does() -> None:
    assert reason(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
    assert reason(OSError("some library's words")) == "some library's words"


CALLS: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
    "page": lambda pages: ("check", pages / "nowhere.txt"),
    "configuration": lambda pages: ("check", pages, "--config", pages / "nowhere.toml"),
    "report": lambda pages: ("check", pages, "-o", pages),
    "list": lambda pages: ("check", "--file-list", pages / "nowhere"),
    "baseline": lambda pages: ("check", pages, "--baseline", pages / "nowhere.jsonl"),
    "new baseline": lambda pages: ("check", pages, "--write-baseline", pages / "a.txt" / "known.jsonl"),
    "fixed page": lambda pages: ("fix", pages, "--ledger", pages / "a.txt" / "ledger.jsonl"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_no_message_mixes_the_languages(
    call: Callable[[Path], tuple[str | Path, ...]], pages: Path, zz: Program
) -> None:
    page(pages, "a.txt", MISPRINT)
    said = zz(*call(pages), "--lang", "zh", "--no-cache")
    assert said.status == 2
    told = said.out + said.err
    assert any(
        words in told for words in ("没有这个文件或目录", "这是目录，不是文件", "路径中有的不是目录", "已有同名的文件")
    )
    assert not re.search("No such|directory|exists", told)
