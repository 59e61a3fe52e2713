"""The two halves of a jump find each other, or are told."""

import random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from zzlint.jumps import Jump, Pair, pair, repeats, resolved

PAGES = ("A1", "A2", "A3", "A4")


def to(page: str, there: str, ordinal: str = "", *, name: str = "", edge: str = "", title: str = "") -> Jump:
    return Jump(name or page, page, "to", there, ordinal, 90, 97, edge, title)


def back(page: str, there: str, ordinal: str = "", *, name: str = "", edge: str = "", title: str = "") -> Jump:
    return Jump(name or page, page, "from", there, ordinal, 10, 17, edge, title)


def test_two_halves_that_name_each_other_are_a_pair() -> None:
    head, tail = to("A1", "A2"), back("A2", "A1")
    assert pair([tail, head], PAGES) == ((Pair(head, tail),), (), ())


def test_halves_that_name_other_pages_are_none() -> None:
    found = pair([to("A1", "A2"), back("A2", "A3")], PAGES)
    assert found.pairs == ()
    assert [reason for _, reason in found.unmatched] == ["silent", "silent"]


def test_a_page_that_is_not_given_is_told() -> None:
    assert pair([to("A1", "A7")], PAGES).unmatched[0].reason == "absent"


def test_a_page_without_a_label_is_told() -> None:
    assert pair([to("", "A2"), back("A2", "A1")], ("", "A2")).unmatched[0].reason == "unplaced"


def test_nothing_goes_on_on_its_own_page() -> None:
    assert pair([to("A1", "A1"), back("A1", "A1")], PAGES).pairs == ()


# -- labels ------------------------------------------------------------------------------------


def test_a_number_is_a_page_of_the_same_section() -> None:
    labels = frozenset(("A1", "A3", "B3"))
    assert resolved("3", "A1", labels) == "A3"
    assert resolved("3", "B1", labels) == "B3"
    assert resolved("4", "A1", labels) == "A4", "a page that is not given is none of another section"


def test_a_letter_does_not_count_where_no_page_has_one() -> None:
    assert resolved("A3", "1", frozenset("123")) == "3"
    assert resolved("B3", "1", frozenset(("1", "3", "A3"))) == "B3"


# -- several halves between the same pages -----------------------------------------------------


def test_ordinals_decide() -> None:
    one, two = to("A1", "A2", "①", name="a"), to("A1", "A2", "②", name="b")
    first, second = back("A2", "A1", "①", name="c"), back("A2", "A1", "②", name="d")
    assert pair([two, second, one, first], PAGES).pairs == (Pair(one, first), Pair(two, second))


def test_what_an_ordinal_leaves_over_is_a_pair() -> None:
    one, two = to("A1", "A2", "①", name="a"), to("A1", "A2", name="b")
    first, second = back("A2", "A1", "①", name="c"), back("A2", "A1", name="d")
    assert pair([one, two, first, second], PAGES).pairs == (Pair(one, first), Pair(two, second))


def test_other_ordinals_are_no_pair() -> None:
    found = pair([to("A1", "A2", "①"), back("A2", "A1", "②")], PAGES)
    assert (found.pairs, len(found.unmatched)) == ((), 2)


def test_a_headline_that_is_printed_again_decides() -> None:
    boats, tea = to("A1", "A2", name="a", title="小小艇厂 大大江湖"), to("A1", "A2", name="b", title="虫口夺茶")
    rest, other = back("A2", "A1", name="c", title="小小艇厂"), back("A2", "A1", name="d")
    found = pair([boats, tea, rest, other], PAGES)
    assert found.pairs == (Pair(boats, rest), Pair(tea, other))


def test_a_word_that_the_jump_cuts_decides() -> None:
    cut, other = to("A1", "A2", name="a", edge="要广泛调"), to("A1", "A2", name="b", edge="全市推广新的服务，")
    rest, more = back("A2", "A1", name="c", edge="动各方的积极性"), back("A2", "A1", name="d", edge="希望得到支持")
    found = pair([cut, other, rest, more], PAGES)
    assert found.pairs == (Pair(cut, rest), Pair(other, more))


def test_a_mark_that_begins_nothing_decides() -> None:
    whole, torn = to("A1", "A2", name="a", edge="船到了。"), to("A1", "A2", name="b", edge="他说“走吧")
    rest, more = back("A2", "A1", name="c", edge="”，便上了车"), back("A2", "A1", name="d", edge="码头上很静")
    assert pair([whole, torn, rest, more], PAGES).pairs == (Pair(whole, more), Pair(torn, rest))


def test_without_evidence_nothing_is_guessed() -> None:
    jumps = [to("A1", "A2", name="a"), to("A1", "A2", name="b"), back("A2", "A1", name="c")]
    found = pair(jumps, PAGES)
    assert (found.pairs, found.unmatched) == ((), ())
    assert {item.jump.name: [other.name for other in item.candidates] for item in found.ambiguous} == {
        "a": ["c"],
        "b": ["c"],
        "c": ["a", "b"],
    }


def test_evidence_for_two_is_none() -> None:
    jumps = [
        to("A1", "A2", name="a", title="县区短波消息"),
        back("A2", "A1", name="b", title="县区短波消息"),
        back("A2", "A1", name="c", title="县区短波消息"),
    ]
    assert len(pair(jumps, PAGES).ambiguous) == 3


# -- halves that were cut short ----------------------------------------------------------------


def test_a_half_without_a_page_is_paired_with_the_only_one_that_names_its_page() -> None:
    head, tail = to("A1", "A2"), back("A2", "")
    assert pair([head, tail], PAGES).pairs == (Pair(head, tail),)
    head, tail = to("A1", ""), back("A2", "A1")
    assert pair([head, tail], PAGES).pairs == (Pair(head, tail),)


def test_a_half_without_a_page_is_not_paired_where_two_would_do() -> None:
    found = pair([to("A1", "A2"), to("A3", "A2"), back("A2", "")], PAGES)
    assert found.pairs == ()
    assert [(item.jump.page, item.reason) for item in found.unmatched] == [
        ("A1", "silent"),
        ("A2", "cut"),
        ("A3", "silent"),
    ]


def test_two_halves_without_pages_are_no_pair() -> None:
    assert pair([to("A1", ""), back("A2", "")], PAGES).pairs == ()


# -- all halves --------------------------------------------------------------------------------


def test_a_headline_is_compared_by_its_letters() -> None:
    assert repeats("小小艇厂　大大江湖", "小小艇厂大大江湖！")
    assert repeats("小小艇厂 ——记飞鹭", "小小艇厂")
    assert not repeats("短讯", "短讯")
    assert not repeats("小小艇厂", "小小艇厂里的大事，船队的人都知道")


jumps = st.lists(
    st.builds(
        Jump,
        name=st.sampled_from(["a", "b", "c"]),
        page=st.sampled_from(["A1", "A2", ""]),
        way=st.sampled_from(["to", "from"]),
        there=st.sampled_from(["A1", "2", "A2", "A9", ""]),
        ordinal=st.sampled_from(["", "①", "②"]),
        start=st.integers(0, 9),
        end=st.just(20),
        edge=st.sampled_from(["", "广泛调", "动各方", "好。"]),
        title=st.sampled_from(["", "县区短波消息"]),
    ),
    max_size=9,
    unique_by=lambda jump: jump.key,
)


@given(jumps, st.randoms())
def test_each_half_has_one_fate_whatever_the_order(halves: list[Jump], chance: random.Random) -> None:
    found = pair(halves, ["A1", "A2"])
    fates = [half.key for one in found.pairs for half in one]
    fates += [one.jump.key for one in found.unmatched] + [one.jump.key for one in found.ambiguous]
    assert sorted(fates) == sorted(half.key for half in halves)
    assert all(head.way == "to" and tail.way == "from" for head, tail in found.pairs)
    chance.shuffle(halves)
    assert pair(halves, ["A2", "A1"]) == found


def test_thousands_of_halves_between_two_pages_are_told_at_once() -> None:
    halves = [to("A1", "A2", name=f"{number}") for number in range(3000)]
    halves += [back("A2", "A1", name=f"{number}") for number in range(3000)]
    before = process_time()
    found = pair(halves, PAGES)
    assert process_time() - before < 5
    assert len(found.ambiguous) == 6000
