"""``--profile corpus``: what is not the text of a story goes, the text of the stories stays, nothing goes unrecorded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import Program, page
from zzlint import formats
from zzlint.engine import RuleSet, rule_set
from zzlint.evaluate.gold import clean_pages
from zzlint.fixer import fix
from zzlint.process import SAFE_ONLY
from zzlint.rule import Page, Profile, Role
from zzlint.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"
SOUND = sorted({path.with_suffix("") for path in (SEEDS / "sound").rglob("*.roles")})
STORY = frozenset(
    {Role.BODY, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE, Role.CAPTION, Role.LIST_ITEM},
)
NOTICES = ("CON001", "CON002")

HEAD = "汀陵日报\n\n2021年3月16日 星期二\n责任编辑：俞又新\n\n城事\n\nA2\n\n"
UPPER = "老匠人说，木头会骗人，手不会骗人，这句话他讲给每一个徒弟听，一讲就是三十多年，"
LOWER = "新修的小桥通到了村口，来往的人都要停下来看一看。"


@pytest.fixture(scope="module")
def corpus() -> RuleSet:
    return rule_set(Settings(profile=Profile.CORPUS))


@pytest.fixture(scope="module")
def strippers() -> RuleSet:
    return rule_set(Settings(profile=Profile.CORPUS, select=("FUR001",)))


def safely_fixed(text: str, rules: RuleSet) -> str:
    return fix(formats.from_text(text), rules, SAFE_ONLY).page.text


def annotated() -> Iterator[tuple[str, Page, tuple[Role, ...]]]:
    for path, (page_, roles) in zip(sorted(SEEDS.rglob("*.roles")), clean_pages(SEEDS), strict=True):
        yield path.stem, page_, roles


PAGES = [pytest.param(page_, roles, id=name) for name, page_, roles in annotated()]


@pytest.mark.parametrize(("sound", "roles"), PAGES)
def test_every_block_of_a_story_survives_the_stripping_of_furniture(
    sound: Page, roles: tuple[Role, ...], strippers: RuleSet
) -> None:
    left = fix(sound, strippers, SAFE_ONLY).page
    stories = [sound.block_text(block) for block, role in zip(sound.blocks, roles, strict=True) if role in STORY]
    kept = iter([left.block_text(block) for block in left.blocks])
    # in their order, and none of them twice
    assert [text for text in stories if not any(text == other for other in kept)] == []


@pytest.mark.parametrize(("sound", "roles"), PAGES)
def test_nothing_but_furniture_is_stripped(sound: Page, roles: tuple[Role, ...], strippers: RuleSet) -> None:
    of_the_page = {Role.MASTHEAD, Role.DATELINE, Role.FURNITURE}
    known = [block for block, role in zip(sound.blocks, roles, strict=True) if role in of_the_page]
    for item in strippers.check(sound).findings:
        within = [block for block in known if block.start < item.span.end and item.span.start < block.end]
        assert within, sound.text[slice(*item.span)]
        lines = "".join(sound.block_text(block) for block in within)
        assert "".join(sound.text[slice(*item.span)].split()) in "".join(lines.split())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_the_body_of_a_sound_page_is_changed_by_nothing_but_the_notices_in_it(path: Path, corpus: RuleSet) -> None:
    sound, roles = next((p, r) for p, r in clean_pages(path.parent) if Path(p.name).with_suffix("") == path)
    left = "".join(fix(sound, corpus, SAFE_ONLY).page.text.split())
    notices = [item for item in corpus.check(sound).findings if item.code in NOTICES]
    for block, role in zip(sound.blocks, roles, strict=True):
        if role is not Role.BODY:
            continue
        text, start = sound.block_text(block), block.start
        for item in reversed(notices):
            if block.start <= item.span.start and item.span.end <= block.end:
                text = text[: item.span.start - start] + text[item.span.end - start :]
        whole = "".join(sound.block_text(block).split())
        assert "".join(text.split()) in left or whole in left


def test_the_head_of_the_page_and_a_notice_go_and_the_story_stays(corpus: RuleSet) -> None:
    text = f"{HEAD}河边的茶馆\n\n{LOWER}\n\n下转 A5版\n\n渔网厂搬出老城\n\n{LOWER[:-1]}了。\n"
    wanted = f"河边的茶馆\n\n{LOWER}\n\n渔网厂搬出老城\n\n{LOWER[:-1]}了。\n"
    assert safely_fixed(text, corpus) == wanted
    assert safely_fixed(wanted, corpus) == wanted


@pytest.mark.parametrize(
    "cut",
    [
        f"{UPPER}（下转 A5版）\n\n{LOWER}\n",
        f"{UPPER}\n\n下转 A5版\n\n{LOWER}\n",
        f"{UPPER}\n\n上接01版② {LOWER}\n",
        f"{UPPER}\n\n（上接第1版）\n\n{LOWER}\n",
    ],
    ids=["glued", "alone", "from, glued", "from, alone"],
)
def test_what_a_notice_keeps_apart_is_not_joined(cut: str, corpus: RuleSet) -> None:
    left = safely_fixed(cut, corpus)
    assert UPPER + LOWER not in left
    assert UPPER + LOWER not in safely_fixed(left, corpus)


def test_archive_strips_nothing(zz: Program, pages: Path) -> None:
    text = f"{HEAD}河边的茶馆\n\n{LOWER}\n\n下转 A5版\n"
    file = page(pages, "a.txt", text)
    zz("fix", pages)
    assert file.read_text(encoding="utf-8") == text


def test_what_was_stripped_is_in_the_ledger_and_comes_back(zz: Program, pages: Path) -> None:
    text = f"{HEAD}河边的茶馆\n\n{LOWER}\n\n下转 A5版\n\n渔网厂搬出老城\n\n{LOWER}\n\n本版热线：0700-6610021\n"
    file = page(pages, "a.txt", text)
    ledger = pages / "ledger.jsonl"
    zz("fix", pages, "--profile", "corpus", "--ledger", ledger)
    assert file.read_text(encoding="utf-8") == f"河边的茶馆\n\n{LOWER}\n\n渔网厂搬出老城\n\n{LOWER}\n"
    [entry] = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines() if '"edits"' in line]
    recorded = {(edit["old"].strip(), *edit["rules"]) for edit in entry["edits"]}
    assert recorded == {(HEAD.strip(), "FUR001"), ("下转 A5版", "CON001"), ("本版热线：0700-6610021", "FUR001")}
    assert {edit["new"].strip() for edit in entry["edits"]} == {""}
    listed = zz("undo", ledger, "--list").out
    assert "FUR001" in listed
    assert "CON001" in listed
    assert zz("undo", ledger).status == 0
    assert file.read_text(encoding="utf-8") == text
