"""What ends a run, told in both languages."""

from __future__ import annotations

import errno
from typing import TypeVar

from zzlint.diagnostic import Text

NOTHING = Text("", "")
NONE = Text("无", "none")

#: What the system says most often; it says so in English.
_REASONS = {
    errno.EPERM: Text("不允许此操作", "Operation not permitted"),
    errno.ENOENT: Text("没有这个文件或目录", "No such file or directory"),
    errno.EACCES: Text("没有权限", "Permission denied"),
    errno.EEXIST: Text("已有同名的文件", "File exists"),
    errno.ENOTDIR: Text("路径中有的不是目录", "Not a directory"),
    errno.EISDIR: Text("这是目录，不是文件", "Is a directory"),
    errno.ENOSPC: Text("磁盘空间不足", "No space left on device"),
    errno.EROFS: Text("文件系统只读", "Read-only file system"),
}

Self = TypeVar("Self", bound="Problem")


class Problem(Exception):
    """Something that the user has to put right; the message says where and what to write instead.

    ``at`` names the place: a file, a key. ``values`` fill in the text, Texts and other problems
    among them.
    """

    def __init__(self, text: Text, /, *, at: str = "", **values: object) -> None:
        super().__init__(text)
        self._text = text
        self._at = at
        self._values = values

    def inside(self: Self, place: object) -> Self:
        """The same problem, in this file or under this key."""
        return type(self)(self._text, at=f"{place}: {self._at}" if self._at else str(place), **self._values)

    def render(self, lang: str) -> str:
        """The whole message in ``lang``: ``zh`` or ``en``."""
        values = {
            name: value.render(lang) if isinstance(value, Problem) else value for name, value in self._values.items()
        }
        told = self._text.render(lang, **values)
        return f"{self._at}: {told}" if self._at else told

    def __str__(self) -> str:
        return self.render("en")


def reason(error: OSError) -> Text | str:
    """Why the system refused, as an argument of a message; what is rare, in the system's own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def told(error: BaseException) -> BaseException | str:
    """An error as a value of a problem: a problem itself, or the kind and words of another exception."""
    return error if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
