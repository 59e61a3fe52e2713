"""What a change does to the findings: the working tree against another commit.

    python tests/impact.py BASE [PATH...]

Both check the same files (the seeds unless others are named), with default rules and no
configuration. Prints the findings added (+) and removed (-), by rule and file, then the totals.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
#: The program of another tree, whatever is installed: its own package, its own rules.
PROGRAM = """
import sys, types
tree = sys.argv.pop(1)
sys.path.insert(0, tree)
rules = types.ModuleType("zzlint_rules")
rules.__path__ = [tree + "/rules"]
sys.modules["zzlint_rules"] = rules
from zzlint.cli import main
main(sys.argv[1:])
"""
#: How much of the line is shown on either side of a finding.
CONTEXT = 16


class Finding(NamedTuple):
    """What makes two findings the same: rule, file, place, and what the fix would write there."""

    code: str
    filename: str
    start: int
    end: int
    fix: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("base", help="the commit to compare with")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "seeds"], help="files and folders to check")
    options = parser.parse_args()
    paths = [path.resolve() for path in options.paths]
    with _checked_out(options.base) as tree, ThreadPoolExecutor(2) as pool:
        before, after = pool.map(lambda root: _findings(root, paths), (tree, ROOT))
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    shown: tuple[str, str] = ("", "")
    for item in sorted(gone | new):
        if (item.code, item.filename) != shown:
            shown = (item.code, item.filename)
            print(f"{item.code} {_short(item.filename)}")
        record = after[item] if item in new else before[item]
        print(f"  {'+' if item in new else '-'} {_line(record)}")
    _totals(before, after, gone, new)


@contextmanager
def _checked_out(base: str) -> Iterator[Path]:
    """A temporary worktree with the commit; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="zzlint-impact-") as folder:
        tree = Path(folder) / "base"
        _git("worktree", "add", "--detach", "--quiet", str(tree), base)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {arguments[0]} {arguments[1]}: {done.stderr.strip()}")


def _findings(tree: Path, paths: Sequence[Path]) -> dict[Finding, dict[str, Any]]:
    command = [sys.executable, "-c", PROGRAM, str(tree), "check", "--isolated", "--output-format", "json"]
    done = subprocess.run([*command, *map(str, paths)], cwd=tree, capture_output=True, check=False)
    if done.stderr:
        print(f"{tree.name}: {done.stderr.decode().strip()}", file=sys.stderr)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        raise SystemExit(f"{tree.name}: zzlint ended with {done.returncode}")
    return {_finding(record): record for record in json.loads(done.stdout)}


def _finding(record: dict[str, Any]) -> Finding:
    fix = record["fix"]
    said = json.dumps([fix["applicability"], fix["edits"]], ensure_ascii=False) if fix else ""
    return Finding(record["code"], record["filename"], record["span"]["start"], record["span"]["end"], said)


def _line(record: dict[str, Any]) -> str:
    """``row:column`` of the finding, its line around it, and what is said of it."""
    row, column = record["location"]["row"], record["location"]["column"] - 1
    data = Path(record["filename"]).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    line = [*re.split(r"\r\n?|\n", text), ""][row - 1]
    size = record["span"]["end"] - record["span"]["start"]
    around = f"{line[max(0, column - CONTEXT) : column]}[{line[column : column + size]}]"
    around += line[column + size : column + size + CONTEXT]
    fix = f" ({record['fix']['applicability']} fix)" if record["fix"] else ""
    return f"{row}:{column + 1} {around}  {record['message']}{fix}"


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else filename


def _totals(
    before: dict[Finding, dict[str, Any]], after: dict[Finding, dict[str, Any]], gone: set[Finding], new: set[Finding]
) -> None:
    added, removed = Counter(item.code for item in new), Counter(item.code for item in gone)
    print("\nrule     added  removed" if new or gone else "no difference")
    for code in sorted(added | removed):
        print(f"{code:8} {added[code]:5}  {removed[code]:7}")
    print(f"{len(before)} findings before, {len(after)} after: {len(new)} added, {len(gone)} removed")


if __name__ == "__main__":
    main()
