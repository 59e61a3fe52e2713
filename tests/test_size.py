"""Time and memory for a file of 200 MB."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.helpers import command, environment

MEGABYTES = 200
SENTENCES = (
    "市政府昨天宣布，这座大桥将在明年春天通车",
    "记者从会上了解到，全市今年新建学校十二所",
    "沿线的农家乐也跟着红火起来，游客比去年多了三成",
    "他说，村里的路修到了家门口，孩子上学不再绕远",
    "气象台预计，未来三天有中到大雨，山区要防范滑坡",
    "图书馆延长了开放时间，周末的座位仍然供不应求",
    "工程分三期建设，其中一期今年完工，总投资超过五亿元",
    "渔民们把收获的鱼虾运到码头，等候在那里的货车当晚出发",
)


def big_page(path: Path, megabytes: int) -> int:
    """Made-up news, no two paragraphs alike, a doubled comma in one paragraph of twenty."""
    chance = random.Random(0)
    paragraph = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while file.tell() < megabytes * 1_000_000:
            lines = []
            for _ in range(2_000):
                paragraph += 1
                sentences = chance.sample(SENTENCES, 4)
                sentences.insert(
                    chance.randrange(4), f"第{paragraph}号文件要求，{'，' if paragraph % 20 == 0 else ''}各地抓好落实"
                )
                lines.append("　　" + "。".join(sentences) + "。\n\n")
            file.write("".join(lines))
    return path.stat().st_size


# A child counts the memory of the process it was forked from until it has its own program; this
# process is as large as all its tests, so a small one stands between.
BETWEEN = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(child.returncode, usage.ru_maxrss)
"""


def measured(*arguments: str | Path) -> tuple[int, float, int]:
    """Exit code, seconds and peak memory (bytes) of one call."""
    started = time.monotonic()
    call = [sys.executable, "-c", BETWEEN, *map(str, command(*arguments))]
    done = subprocess.run(call, env=environment(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    status, peak = map(int, done.stdout.split())
    return status, time.monotonic() - started, peak * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a child is not told here")
def test_200_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "big.txt"
    size = big_page(page, MEGABYTES)
    told = []
    for rules in (("--select", "PUN003"), ()):
        status, seconds, memory = measured("check", page, "--isolated", "--output-format", "concise", *rules)
        told.append(f"{' '.join(rules) or 'default rules'}: {seconds:.0f} s, {memory / size:.1f} times the file")
        assert status == 1
        assert memory <= 5 * size, told
    with capsys.disabled():
        print("\n" + "\n".join(told))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a child is not told here")
def test_fixing_two_files_takes_the_room_of_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [tmp_path / "one.txt", tmp_path / "two.txt"]
    size = max(big_page(page, 40) for page in pages)
    call = ("fix", "--isolated", "--output-format", "concise", "--select", "PUN003")
    status, _, one = measured(*call, pages[0])
    assert status == 0
    big_page(pages[0], 40)
    status, _, both = measured(*call, *pages)
    assert status == 0
    with capsys.disabled():
        print(f"\nfix: {one / size:.1f} times the file, two files {both / size:.1f} times one of them")
    assert one <= 6 * size
    assert both <= 1.5 * one
