"""The archive that the settings name, or what is wrong with it."""

from __future__ import annotations

from zzlint.diagnostic import Text
from zzlint.problems import Problem, reason
from zzlint.text import archive
from zzlint.text.archive import Archive, Why


def opened(path: str, where: str) -> Archive:
    """What was learned of trusted pages. Raises Problem, naming ``where``, when the file cannot be used."""
    where = f"{where}: {path}"
    try:
        return archive.opened(path)
    except archive.Unusable as error:
        raise _unusable(error.why, where) from None
    except OSError as error:
        raise Problem(Text("不能读取：{error}", "cannot be read: {error}"), at=where, error=reason(error)) from None


def _unusable(why: Why, where: str) -> Problem:
    if why is Why.FOREIGN:
        return Problem(Text("不是 zzlint learn 写的文件", "no file that `zzlint learn` wrote"), at=where)
    if why is Why.SHORT:
        return Problem(Text("残缺不全；请重新运行 zzlint learn", "cut short; run `zzlint learn` again"), at=where)
    if why is Why.DAMAGED:
        return Problem(Text("已损坏；请重新运行 zzlint learn", "damaged; run `zzlint learn` again"), at=where)
    return Problem(
        Text(
            "由另一版本的 zzlint 写成；请重新运行 zzlint learn",
            "written by another version of zzlint; run `zzlint learn` again",
        ),
        at=where,
    )
