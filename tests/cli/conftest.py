"""Rules of every kind, and a folder to call the program in."""

from pathlib import Path

import pytest

from tests.helpers import python_rule, swap


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """One rule for each kind of finding.

    TST001 safe · TST002 a group, safe · TST003 a note with a related place · TST004 unsafe ·
    TST005 an error with a suggestion and a confidence · TST006 raises.
    """
    folder = tmp_path / "rules"
    swap(folder, "TST001", ("己经", "已经"))
    swap(folder, "TST004", ("那末", "那么"), applicability="unsafe")
    python_rule(
        folder,
        "TST002",
        "for start in hits.get(',', ()):\n"
        "    yield self.report((start, start + 1), 'found', group='comma', what=',',\n"
        "                      fix=self.replace(page, start, start + 1, '，'))",
        attributes="needles = (',',)\n",
    )
    python_rule(
        folder,
        "TST003",
        "for start in hits.get('下转', ()):\n"
        "    other = Related(Span(0, 2), self.message('found', what=page.text[:2]))\n"
        "    far = Related(Span(5, 6), self.message('found', what='远'), 'far.txt')\n"
        "    yield self.report((start, start + 2), 'found', what='下转', related=(other, far))",
        attributes="needles = ('下转',)\nseverity = Severity.NOTE\n",
    )
    python_rule(
        folder,
        "TST005",
        "for start in hits.get('□', ()):\n"
        "    yield self.report((start, start + 1), 'found', what='100%: a,b', confidence=0.75,\n"
        "                      fix=self.replace(page, start, start + 1, '某', DISPLAY))",
        attributes="needles = ('□',)\nseverity = Severity.ERROR\n",
    )
    python_rule(folder, "TST006", "if '炸' in page.text:\n    raise ValueError('boom')\nreturn ()")
    return folder


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the pages, and where the program is called."""
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
