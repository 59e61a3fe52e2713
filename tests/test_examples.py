"""Every rule is held to its own examples."""

import pytest

from zzlint.registry import registry
from zzlint.rule import Rule
from zzlint.testing import failures


@pytest.mark.parametrize("rule", registry().values(), ids=lambda rule: rule.code)
def test_examples(rule: type[Rule]) -> None:
    assert not list(failures(rule))


def test_there_are_rules() -> None:
    assert len(registry()) >= 15
