"""The archive that the settings name, or what is wrong with it."""

from __future__ import annotations

from zzlint.diagnostic import Text
from zzlint.problems import Problem, reason
from zzlint.text import archive
from zzlint.text.archive import Archive, Why

_TOLD = {
    Why.FOREIGN: Text("不是 zzlint learn 写的文件", "no file that `zzlint learn` wrote"),
    Why.VERSION: Text(
        "由另一版本的 zzlint 写成；请重新运行 zzlint learn",
        "written by another version of zzlint; run `zzlint learn` again",
    ),
    Why.SHORT: Text("残缺不全；请重新运行 zzlint learn", "cut short; run `zzlint learn` again"),
    Why.DAMAGED: Text("已损坏；请重新运行 zzlint learn", "damaged; run `zzlint learn` again"),
}


def opened(path: str, where: str) -> Archive:
    """What was learned of trusted pages. Raises Problem, naming ``where``, when the file cannot be used."""
    where = f"{where}: {path}"
    try:
        return archive.opened(path)
    except archive.Unusable as error:
        raise Problem(_TOLD[error.why], at=where) from None
    except OSError as error:
        raise Problem(Text("不能读取：{error}", "cannot be read: {error}"), at=where, error=reason(error)) from None
