"""Fingerprints name a place through moved lines and through what other rules repair around it."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.texts import texts
from zzlint.baseline import FEW, Entries, Entry, excerpt
from zzlint.diagnostic import Diagnostic, Message, Text
from zzlint.engine import RuleSet, Shifts, rule_set
from zzlint.fingerprint import LETTERS, Name, fingerprints, names, parsed
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY
from zzlint.settings import Settings
from zzlint.text.copies import letters
from zzlint.text.page import Page
from zzlint.text.span import Span

RULES = rule_set(Settings(preview=True, select=("ALL",)))

#: Sentences without a defect, for what stands far from the place.
SOUND = [
    "汀陵大桥昨天通车，两岸居民往来更加方便。",
    "青箬区今年新建学校十二所，新增学位一万多个。",
    "合作社新添了三台烘干机，每天能加工鲜叶一千公斤。",
    "记者从会上了解到，这条公路明年春天动工。",
]
PUT_IN = ["柳河村的果园今年丰收，每亩产量翻了一番。", "全县举行龙舟赛。\n\n四十支队伍报名参加了这次比赛。"]
DAMAGE = ["大桥己经完工", "群众反映，，道路太窄", "“价格不错“，她说", "春 天 来 了", "末来五年"]


def found(code: str, start: int, end: int) -> Diagnostic:
    return Diagnostic(code, code.lower(), Message("found", Text("发现", "found")), Span(start, end))


def name_at(text: str, place: str, code: str = "TST001") -> Name:
    """The name of the one occurrence of a text."""
    assert text.count(place) == 1
    start = text.index(place)
    ((_, name),) = names([found(code, start, start + len(place))], from_text(text))
    return name


# -- what counts -------------------------------------------------------------------------------

PLAIN = "记者昨天从会上了解到这座大桥己经完工两岸居民往来更加方便了许多"


@pytest.mark.parametrize(
    "changed",
    [
        PLAIN.replace("大桥己经", "大桥，，己经").replace("两岸", "。\n\n两岸"),
        PLAIN.replace("大桥", "大 桥").replace("居民", "居\u3000民\r\n"),
        "　　" + PLAIN + "。",
        PLAIN.replace("大桥", "大\u200b桥"),
        PLAIN.replace("方便了许多", "方便了很多"),  # the thirteenth letter and those behind it
        "前面加了一段。\n\n" * 50 + PLAIN + "\n\n后面也加了一段。",
        PLAIN.replace("己经", f"{' ' * 1000}己经{chr(10) * 1000}"),
        PLAIN.replace("方", "⽅"),
    ],
)
def test_what_does_not_count(changed: str) -> None:
    assert name_at(changed, "己经") == name_at(PLAIN, "己经")


def test_widths_do_not_count() -> None:
    assert name_at("全长１２００米，己经通车", "己经") == name_at("全长1200米己经通车", "己经")


@pytest.mark.parametrize(("old", "new"), [("大桥", "天桥"), ("完工", "竣工"), ("记者", "者")])
def test_letters_within_twelve_count(old: str, new: str) -> None:
    other = name_at(PLAIN.replace(old, new), "己经")
    plain = name_at(PLAIN, "己经")
    if old == "记者":  # thirteen letters away
        assert other == plain
    else:
        assert (other.before == plain.before) is (old == "完工")
        assert (other.behind == plain.behind) is (old == "大桥")


def test_the_rule_counts() -> None:
    one, other = name_at(PLAIN, "己经"), name_at(PLAIN, "己经", "TST002")
    assert one != other
    assert one.recoded("TST001", "TST002") == other
    assert other.recoded("TST002", "TST001") == one


def test_equals_have_numbers() -> None:
    text = f"{SOUND[0]}大桥己经完工。{SOUND[1]}\n" * 3
    places = [at for at in range(len(text)) if text.startswith("己经", at)]
    page = from_text(text)
    told = [name for _, name in names([found("TST001", at, at + 2) for at in places], page)]
    assert [name.ordinal for name in told] == [1, 2, 3]
    assert len({name.place for name in told}) == 1
    # the first one is left out of a report: the others keep their names
    left = fingerprints([found("TST001", at, at + 2) for at in places[1:]], page, {str(told[0])})
    assert [name for _, name in left] == [str(told[1]), str(told[2])]


def test_halves_without_letters_name_nothing() -> None:
    assert [side for side, _ in name_at("，，大桥", "，，").halves("TST001")] == ["behind"]
    assert list(name_at("，，", "，，").halves("TST001")) == []


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 999_999))
def test_what_is_written_is_read(before: int, behind: int, ordinal: int) -> None:
    name = Name(before, behind, ordinal)
    assert parsed(str(name)) == name


@pytest.mark.parametrize("text", ["", "0123456789abcde", "0123456789abcdef-0", "0123456789ABCDEF", "0123456789abcdef-"])
def test_what_is_no_fingerprint(text: str) -> None:
    assert parsed(text) is None


# -- what other rules repair -------------------------------------------------------------------


def without(code: str) -> RuleSet:
    """All rules but one."""
    return rule_set(Settings(preview=True, select=("ALL",), ignore=(code,)))


def repaired(page: Page, code: str) -> tuple[Page, list[tuple[Span, Span]]]:
    """The page after the safe fixes of all other rules, and where the findings of the rule stood and stand."""
    spans = [item.span for item in RULES.check(page).findings if item.code == code]
    done = fix(page, without(code), SAFE_ONLY)
    edits = [edit for edit, _ in done.edits]
    shifts = Shifts(edits)
    now = {item.span for item in RULES.check(done.page).findings if item.code == code}
    untouched = [span for span in spans if not any(edit.span.touches(span) for edit in edits)]
    return done.page, [(span, shifts.moved(span)) for span in untouched if shifts.moved(span) in now]


def named(page: Page, code: str) -> dict[Span, Name]:
    findings = [item for item in RULES.check(page).findings if item.code == code]
    return {item.span: name for item, name in names(findings, page)}


@given(texts, st.sampled_from(sorted(rule.code for rule in RULES.rules)))
@settings(max_examples=300, deadline=None)
def test_fixes_of_other_rules_leave_the_letters_and_so_the_name(text: str, code: str) -> None:
    """Where they change letters (TYP001, TYP002, DUP001 …) on one side, the other half is the same."""
    page = from_text(text)
    after, pairs = repaired(page, code)
    old, new = named(page, code), named(after, code)
    for before, now in pairs:
        if around(page, before)[0] == around(after, now)[0]:
            assert old[before].before == new[now].before
        if around(page, before)[1] == around(after, now)[1]:
            assert old[before].behind == new[now].behind


def around(page: Page, span: Span) -> tuple[str, str]:
    """The twelve letters on either side, found another way than by the product: by one walk over all the text."""
    before = letters(page.view(0, span.start).text)[-LETTERS:]
    return before, letters(page.view(span.end, len(page.text)).text)[:LETTERS]


def entries_for(findings: Sequence[Diagnostic], page: Page) -> Entries:
    return Entries(
        Entry("a.txt", "", item.code, name, text=excerpt(item, page)) for item, name in names(findings, page)
    )


paragraphs = st.lists(st.one_of(st.sampled_from(SOUND), st.sampled_from(DAMAGE)), min_size=1, max_size=6, unique=True)
layouts = st.sampled_from(["{}", "　　{}", "{}\n", "\n{}", "{} ", "{}。", "{}\r\n\r\n"])


@given(paragraphs, st.data())
@settings(max_examples=200, deadline=None)
def test_entries_are_found_again_after_moved_lines_and_other_fixes(told: list[str], data: st.DataObject) -> None:
    """One side with the same letters is enough."""
    text = "\n\n".join(told)
    page = from_text(text)
    known = RULES.check(page).findings
    assume(known)
    put_in = data.draw(st.sampled_from(["", *PUT_IN]))
    laid_out = [data.draw(layouts).format(paragraph) for paragraph in told]
    at = data.draw(st.integers(0, len(told)))
    moved = from_text("\n\n".join([*laid_out[:at], *([put_in] if put_in else []), *laid_out[at:]]))
    code = data.draw(st.sampled_from(sorted({item.code for item in known})))
    after = fix(moved, without(code), SAFE_ONLY).page
    mine = [item for item in known if item.code == code]
    left = [item for item in RULES.check(after).findings if item.code == code]
    assume(len(left) == len(mine))  # the layout may have added blanks of its own
    matched = entries_for(mine, page).matched(left, after)
    for number, (old, new) in enumerate(zip(mine, left, strict=True)):
        sides = zip(around(page, old.span), around(after, new.span), strict=True)
        assert number in matched or not any(was == is_now != "" for was, is_now in sides)
    assert len({entry.fingerprint for entry in matched.values()}) == len(matched)


#: With a misprint that others put right, and without one.
BEFORE = ["茶农们己经送", "青箬区末来五年", "合作社自已修路", "记者从会上了解到", "本报讯 他己经回到村里"]
BEHIND = [
    "己经很好，大家都很高兴。",
    "自已修了一条路，通到村口。",
    "末来，五年还要再修一座桥。",
    "两岸居民往来更加方便。",
]
PLACES = ["\ufffd", "，，", ",", "“", " ", "\u3000", "\u200b", "⼤", "锟斤拷", "\x07", "——"]
damaged = st.tuples(st.sampled_from(BEFORE), st.sampled_from(PLACES), st.sampled_from(BEHIND))
pages = st.lists(damaged, max_size=3, unique=True)  # of equals it is one like the other that stays


@given(pages, st.data())
@example([("茶农们己经送", "\ufffd", "己经很好，大家都很高兴。")], None)
@example([(before, "，，", "自已修了一条路，通到村口。") for before in BEFORE], None)
@settings(max_examples=200, deadline=None)
def test_fixes_of_other_rules_lose_no_entry(told: list[tuple[str, str, str]], data: st.DataObject | None) -> None:
    """Letters may change on one side or on both."""
    page = from_text("\n\n".join(map("".join, told)))
    codes = sorted({item.code for item in RULES.check(page).findings})
    for code in codes if data is None or not codes else [data.draw(st.sampled_from(codes))]:
        after, pairs = repaired(page, code)
        mine = [item for item in RULES.check(page).findings if item.code == code]
        left = [item for item in RULES.check(after).findings if item.code == code]
        old, new = named(page, code), {number: item.span for number, item in enumerate(left)}
        found = {new[number]: entry.name for number, entry in entries_for(mine, page).matched(left, after).items()}
        assert {now: found.get(now) for _, now in pairs} == {now: old[before] for before, now in pairs}


@pytest.mark.parametrize(
    ("now", "same"),
    [
        ("茶农们已经送，，已经很好，大家都很高兴。", True),
        ("茶农们已经 送，，已经\n很好 大家都很高兴。", True),
        ("茶农们已经，，送已经很好，大家都很高兴。", False),  # the same words, another place among them
        ("果农又来回送，，今天很好，大家都很高兴。", False),
    ],
)
def test_nearly_the_same_words_are_the_same_place(now: str, same: bool) -> None:
    page = from_text("茶农们己经送，，己经很好，大家都很高兴。")
    (known,) = (item for item in RULES.check(page).findings if item.code == "PUN003")
    after = from_text(now)
    (item,) = (item for item in RULES.check(after).findings if item.code == "PUN003")
    assert bool(entries_for([known], page).matched([item], after)) is same


def test_few_words_are_no_evidence() -> None:
    page, after = from_text("己经"), from_text("己经到了")
    ((known, item),) = zip(RULES.check(page).findings, RULES.check(after).findings, strict=True)
    assert entries_for([known], page).matched([item], after) == {}


def test_the_likest_go_together() -> None:
    """Two places of one sentence, each told as the other's neighbour: whichever comes first takes its own."""
    page = from_text("茶农们己经送\ufffd己经很好，大家\ufffd己经都很高兴。")
    after = from_text("茶农们已经送\ufffd已经很好，大家\ufffd已经都很高兴。")
    known, left = ([item for item in RULES.check(one).findings if item.code == "ENC002"] for one in (page, after))
    for order in (known, known[::-1]):
        found = entries_for(order, page).matched(left, after)
        assert [found[number].text for number in (0, 1)] == [excerpt(item, page) for item in known]
    (last,) = entries_for(known, page).matched(left[1:], after).values()
    assert last.text == excerpt(known[1], page)


def test_where_much_is_left_over_no_words_are_compared() -> None:
    lines = [f"第{number}行的茶农们己经送，，己经很好，第{number}家都很高兴。" for number in range(FEW + 1)]
    for count, all_found in ((FEW, True), (FEW + 1, False)):
        page, after = (from_text("\n\n".join(lines[:count]).replace("己经", word)) for word in ("己经", "已经"))
        known, left = ([item for item in RULES.check(one).findings if item.code == "PUN003"] for one in (page, after))
        assert len(known) == len(left) == count
        assert len(entries_for(known, page).matched(left, after)) == (count if all_found else 0)


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_a_page_put_before_another_moves_it_and_nothing_else(before: str, text: str) -> None:
    page = from_text(text)
    findings = [item for item in RULES.check(page).findings if len(around(page, item.span)[0]) == LETTERS]
    put = f"{before}\n\n{text}" if before else text
    shift = len(put) - len(text)
    moved = from_text(put)
    old = [name for _, name in names(findings, page)]
    new = [name for _, name in names([item.shifted(shift) for item in findings], moved)]
    assert old == new
