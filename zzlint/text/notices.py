"""How newspapers say that an article goes on elsewhere: 下转A3版, （上接第1版②）.

Parts of patterns for the plain view, in which blanks are gone and widths folded. One grammar for
the rules that report notices, the rules that must not join across one, and the roles of blocks.
"""

from __future__ import annotations

#: What sends the reader on, or back.
VERB = r"(?:下[转轉接續续]|上接|[紧緊]接|[转轉接续續])"
#: Each of the verbs has one of these.
TURNS = tuple("转轉接续續")
#: The verbs that are no other words: they need no brackets around them.
CLEAR_VERB = r"(?:下[转轉接續续]|上接|[紧緊]接)"
#: A page number or label, without its unit.
NUMBER = r"(?:[A-Da-d]?[ ]?\d{1,2}(?:[-、,]\d{1,2})?|[一二三四五六七八九十]{1,3})"
UNIT = "[版页頁面]"
#: A page as notices name it: A3版, 第二版, 04版, A3.
PAGE = rf"(?:第?{NUMBER}{UNIT}|[A-D]\d{{1,2}})"
#: Which of several articles that go on on the page.
ORDINAL = "[①-⑳⑴-⒇]"
