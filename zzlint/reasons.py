"""Why a paragraph is taken to go on across a line break, in words."""

from __future__ import annotations

from zzlint.diagnostic import Text
from zzlint.text.seam import Seam

_PHRASES = {
    "full": Text("本行排满", "the line is full"),
    "nearly": Text("本行将满", "the line is nearly full"),
    "margin": Text("下行顶格", "the next line begins at the margin"),
    "body": Text("正文止于句中", "running text stops in mid-sentence"),
    "mark": Text("“{words}”不能居首", "{words} cannot begin a line"),
    "opened": Text("“{words}”不能居末", "{words} cannot end a line"),
    "pair": Text("“{words}”尚未闭合", "{words} is still open"),
    "comma": Text("断在“{words}”后", "it stops on {words}"),
    "word": Text("“{words}”被切断", "{words} is cut in two"),
    "number": Text("数字被切断（{words}）", "a number is cut in two ({words})"),
    "measure": Text("数量与单位被分开（{words}）", "a number and its unit are parted ({words})"),
    "date": Text("日期被切断（{words}）", "a date is cut in two ({words})"),
    "hyphen": Text("西文单词以连字符转行", "a Latin word is divided by a hyphen"),
    "twice": Text("“{words}”重复识别", "{words} was read twice"),
    "rest": Text("下文从句中开始", "what follows begins in mid-sentence"),
    "waits": Text("“{words}”后文未完", "{words} waits for more"),
    "sound": Text("前后各段完整", "the paragraphs around are whole"),
    "block": Text("两行之间没有空行", "no blank line stands between the lines"),
    "topic": Text("上下文同说“{words}”", "both speak of {words}"),
}


def why(seam: Seam) -> Text:
    """The reasons for a join, the heaviest first; those against it are left out."""
    reasons = [(_PHRASES[item.key], item.words) for item in seam.evidence if item.weight > 0]
    told = [Text(phrase.zh.format(words=words), phrase.en.format(words=words)) for phrase, words in reasons]
    return Text("、".join(text.zh for text in told), ", ".join(text.en for text in told))
