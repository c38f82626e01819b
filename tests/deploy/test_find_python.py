"""The search for a Python: the first that really runs and is new enough, or one line that says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "deploy" / "find-python"
RUNS = "exit 0"
REFUSES = 'echo "pyenv: python3.14: command not found" >&2; exit 127'  # a shim without its version
TOO_OLD = "exit 1"  # what the question about the version ends with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The only folder on the path."""
    made = tmp_path / "bin"
    made.mkdir()
    return made


def put(folder: Path, **commands: str) -> None:
    for name, does in commands.items():
        path = folder / name.replace("_", ".")
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)


def find(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT)], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_the_newest_that_runs_is_found(folder):
    put(folder, python3_14=RUNS, python3_13=RUNS, python3=RUNS)
    assert find(folder).stdout == f"{folder}/python3.14\n"


def test_a_shim_that_refuses_is_passed_over_in_silence(folder):
    put(folder, python3_14=REFUSES, python3_13=REFUSES, python3_12=RUNS)
    done = find(folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{folder}/python3.12\n", "")


@pytest.mark.parametrize("there", [{}, {"python3": TOO_OLD}, {"python3": REFUSES, "python3_13": REFUSES}])
def test_where_none_will_do_one_line_says_what_to_install(folder, there):
    put(folder, **there)
    done = find(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "install python3.13" in done.stderr


@pytest.mark.parametrize(("minor", "found"), [(11, False), (12, True), (14, True)])
def test_3_12_is_the_oldest(folder, minor, found):
    # Asks this machine's Python what it would answer if it were of that version.
    put(
        folder,
        python3=f'exec /usr/bin/env -i {sys.executable} -c "import sys; sys.version_info = (3, {minor}); $2"',
    )
    assert (find(folder).returncode == 0) is found
