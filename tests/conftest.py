"""The program in this process, a rule and a folder for it, and snapshots."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.helpers import Result, forget_settings, swap
from zzlint.cli import main
from zzlint.settings import Settings

# every machine of a gate tries the same texts; a developer's tries new ones each time
hypothesis.settings.register_profile("gate", derandomize=True)
if "CI" in os.environ:
    hypothesis.settings.load_profile("gate")

SNAPSHOTS = Path(__file__).parent / "snapshots"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots", action="store_true", help="write what the program says now into tests/snapshots"
    )


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what another one, or the user, remembers."""
    monkeypatch.setenv("ZZLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def zz(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``zz("check", path, stdin=b"…")``: one call of the program, in English unless told otherwise."""
    monkeypatch.setenv("ZZLINT_LANG", "en")

    def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        forget_settings()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, out, err.decode())

    return run


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """TST001 writes 已经 for 己经 and the same for traditional text."""
    return swap(tmp_path / "rules", "TST001", ("己经", "已经"), ("己經", "已經"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def misprint(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """TST001 and nothing else, for calls without the command line."""
    return Settings(select=("TST001",), rule_dirs=(swap(tmp_path_factory.mktemp("rules"), "TST001", ("己经", "已经")),))


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``snapshot(name, text)``: the text is what ``tests/snapshots/name.txt`` holds."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        if request.config.getoption("--update-snapshots"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"no {path.name}; run pytest --update-snapshots and read it"
        assert text == path.read_bytes().decode(), "run pytest --update-snapshots and read the difference"

    return compare
