"""zzlint against AutoCorrect, start-up, and fix against check: whole processes, interleaved, medians.

    python tests/bench/against.py [--sizes page,pages,10m,100m] [--runs 5]

AutoCorrect (``pip install zzlint[bench]``) is called through its Python binding, its cheapest
start. It gets a fresh process for each file, because it refuses any file over about 0.5 MB that is
not the first of its process; only the thousand pages, which are far below that, go through one
process, so that its start-up is not counted a thousand times. Its number of findings on some of the
pages is compared with that of fresh processes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus
from tests.bench.measure import Cost, cost, interleaved, python, table, zzlint

#: The peer: prints the number of its findings in each file.
AUTOCORRECT = """
import json, pathlib, sys
from autocorrect_py import lint_for
counts = []
for path in map(pathlib.Path, sys.argv[1:]):
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        counts.append(len(lint_for(file.read_bytes().decode(), "text").lines))
print(json.dumps(counts))
"""
#: So many pages are counted once more in processes of their own.
COUNTED_AGAIN = 10
#: Name -> floor and goal of the design; "less" where the figure has to stay below them.
FLOORS = {"speed": (1.0, 4.0), "start": (3.0, 1.3), "memory": (5.0, 2.0)}


def main() -> None:
    options = _options()
    sizes = [size for size in options.sizes.split(",") if size]
    if unknown := set(sizes) - set(corpus.SIZES):
        raise SystemExit(f"no such size: {', '.join(sorted(unknown))}; there are {', '.join(corpus.SIZES)}")
    paths = {size: corpus.made(size) for size in sizes}
    peer = importlib.util.find_spec("autocorrect_py") is not None
    if not peer:
        print("autocorrect_py is not installed (pip install 'zzlint[bench]'): zzlint is measured alone\n")
    if peer and "pages" in paths:
        _check_the_peer(paths["pages"])
    costs = {size: _compared(path, options.runs, peer) for size, path in paths.items()}
    table(
        ("text", "MB", "findings", "zzlint CPU s", "MB/s", "peak x file", "AutoCorrect CPU s", "peak x file", "faster"),
        [_row(size, paths[size], *costs[size]) for size in sizes],
    )
    print(f"floor of faster: {FLOORS['speed'][0]}, goal {FLOORS['speed'][1]}")
    print(f"floor of peak at 100 MB: {FLOORS['memory'][0]} x the file, goal {FLOORS['memory'][1]} x\n")
    if "10m" in costs and "100m" in costs:
        growth = costs["100m"][0].cpu / costs["10m"][0].cpu
        print(f"ten times the text: {growth:.1f} x the time\n")
    if "page" in paths:
        _start_up(paths["page"], 2 * options.runs + 1, peer)
    if "10m" in paths:
        _fix(paths["10m"], options.runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default=",".join(corpus.SIZES), help="page, pages, 10m, 100m (default: all)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    return parser.parse_args()


def _check(path: Path) -> Cost:
    return cost(zzlint("check", "--isolated", "--no-cache", "--jobs", "1", "--output-format", "concise", path))


def _peer(path: Path) -> Cost:
    return cost(python("-c", AUTOCORRECT, str(path)))


def _compared(path: Path, runs: int, peer: bool) -> list[Cost]:
    """The medians of zzlint and, where it is there, of AutoCorrect."""
    jobs = [lambda: _check(path), lambda: _peer(path)]
    costs = interleaved(runs, *jobs[: 1 + peer])
    if peer and not sum(json.loads(costs[1].tail)):
        raise SystemExit(f"AutoCorrect found nothing in {path.name}: it has not read it")
    return costs


def _check_the_peer(folder: Path) -> None:
    """Whether AutoCorrect finds in one process what it finds in fresh ones, the last file included."""
    counts = json.loads(_peer(folder).tail)
    files = sorted(folder.iterdir())
    step = len(files) // (COUNTED_AGAIN - 1)
    for index in [*range(0, len(files), step), len(files) - 1]:
        (fresh,) = json.loads(_peer(files[index]).tail)
        if fresh != counts[index]:
            raise SystemExit(f"AutoCorrect finds {counts[index]} in {files[index].name}, in a fresh process {fresh}")
    print(
        f"AutoCorrect: {sum(counts)} findings in {len(files)} pages in one process; a sample agrees with fresh ones\n"
    )


def _row(size: str, path: Path, ours: Cost, theirs: Cost | None = None) -> Sequence[str]:
    total = sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size
    shown = [size, f"{total / 1e6:.2f}", f"{ours.lines - 1}", f"{ours.cpu:.3f}", f"{total / 1e6 / ours.cpu:.1f}"]
    shown.append(_times(ours.memory, total))
    if theirs is None:
        return (*shown, "-", "-", "-")
    return (*shown, f"{theirs.cpu:.3f}", _times(theirs.memory, total), f"{theirs.cpu / ours.cpu:.2f}")


def _times(memory: int, total: int) -> str:
    """Peak memory against the file, in MiB where the interpreter is most of it."""
    return f"{memory / total:.1f}" if total > 5e7 else f"({memory / 2**20:.0f} MiB)"


def _start_up(page: Path, runs: int, peer: bool) -> None:
    jobs = [
        lambda: _check(page),
        lambda: cost(python("-c", "import click")),
        lambda: cost(python("-c", "pass")),
        lambda: _peer(page),
    ]
    names = ("zzlint check, one page of 20 KB", "python -c 'import click'", "python -c pass", "AutoCorrect, same page")
    costs = interleaved(runs, *jobs[: 3 + peer])
    click = costs[1].cpu
    table(
        ("whole process", "CPU ms", "x import click"),
        [(name, f"{told.cpu * 1000:.1f}", f"{told.cpu / click:.2f}") for name, told in zip(names, costs, strict=False)],
    )
    print(f"floor: {FLOORS['start'][0]} x import click, goal {FLOORS['start'][1]}\n")


def _fix(path: Path, runs: int) -> None:
    """fix against check; each fix has a fresh copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name

        def fixing() -> Cost:
            shutil.copyfile(path, copy)
            return cost(zzlint("fix", "--isolated", "--no-cache", "--jobs", "1", "--output-format", "concise", copy))

        check, fix = interleaved(runs, lambda: _check(path), fixing)
    table(
        ("10 MB", "CPU s", "x check", "peak MiB"),
        [
            (name, f"{told.cpu:.3f}", f"{told.cpu / check.cpu:.2f}", f"{told.memory / 2**20:.0f}")
            for name, told in (("check", check), ("fix", fix))
        ],
    )


if __name__ == "__main__":
    main()
