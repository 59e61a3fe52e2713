"""A thousand pages once more, out of the cache, and over several processes: medians of whole processes.

python tests/bench/again.py [--runs 5] [--formats full,concise,json]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus
from tests.bench.measure import Cost, cost, interleaved, table, zzlint

#: A warm run takes at most this share of a cold one.
WARM = 0.1
PROCESSES = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--formats", default="full,concise,json")
    options = parser.parse_args()
    pages = corpus.made("pages")
    rows = [_row(pages, name, options.runs) for name in options.formats.split(",")]
    table(("1,000 pages", "cold s", "warm s", "warm/cold", "wall 1 process s", f"{PROCESSES} processes s"), rows)
    if any(float(row[3]) > WARM for row in rows):
        raise SystemExit(f"a warm run takes more than {WARM} of a cold one")


def _row(pages: Path, form: str, runs: int) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZZLINT_CACHE_DIR"] = folder
        check = zzlint("check", pages, "--isolated", "--output-format", form)

        def timed(*more: str) -> Cost:
            return cost([*check, *more])

        cold, warm, shared = interleaved(
            runs,
            lambda: timed("--jobs", "1", "--no-cache"),
            lambda: timed("--jobs", "1"),
            lambda: timed("--jobs", str(PROCESSES), "--no-cache"),
        )
    share = f"{warm.cpu / cold.cpu:.3f}"
    return form, f"{cold.cpu:.2f}", f"{warm.cpu:.2f}", share, f"{cold.wall:.2f}", f"{shared.wall:.2f}"


if __name__ == "__main__":
    main()
