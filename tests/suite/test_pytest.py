"""The suite by plain pytest, and by itself whatever a reader's folder holds."""

import os
import subprocess
import sys
from pathlib import Path

from .runs import KEY, run, served
from .test_verdict import Forgetful

PLUGIN = ("-p", "contract_tests.plugin", "--pyargs", "contract_tests")


def pytest_run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder of a reader's, as with the installed package."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *PLUGIN, "-p", "no:cacheprovider", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "APIREF_API_KEY": KEY},
        timeout=120,
        check=False,
    )


def test_plain_pytest_takes_the_same_options(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with served() as url:
        given = ("--base-url", url, "--rule", "create-pending", "--json", str(report))
        done = pytest_run(tmp_path, *given)
    assert done.returncode == 0, done.stdout
    assert "1 rules: 1 kept" in done.stdout
    assert report.is_file()


def test_a_rule_is_a_marker(tmp_path: Path) -> None:
    with served() as url:
        done = pytest_run(tmp_path, "--base-url", url, "-m", "cancel-persists")
    assert "1 passed" in done.stdout


def test_plain_pytest_fails_for_a_broken_rule(tmp_path: Path) -> None:
    with served(Forgetful) as url:
        done = pytest_run(tmp_path, "--base-url", url, "--rule", "cancel-persists")
    assert done.returncode == 1
    assert 'expected status: "canceled"' in done.stdout


def test_plain_pytest_ends_before_it_begins_where_nothing_answers(tmp_path: Path) -> None:
    done = pytest_run(tmp_path, "--base-url", "http://127.0.0.1:1/v1")
    assert done.returncode == 3
    assert "connection refused" in done.stdout + done.stderr
    done = pytest_run(tmp_path, "--base-url", "https://scale.example/v1")
    assert done.returncode == 4
    assert "--yes-create-tasks" in done.stdout + done.stderr


def test_a_folder_full_of_configuration_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "below"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", "utf-8")
        (place / "conftest.py").write_text("raise RuntimeError\n", "utf-8")
        (place / "schemathesis.toml").write_text("nonsense = 1\n", "utf-8")
        (place / "hypothesis.py").write_text("raise RuntimeError\n", "utf-8")
    rules = ["create-pending", "generated-examples-conform"]
    with served() as url:
        done = run(url, folder=folder, rule=rules)
    assert done.code == 0, done.output
    assert done.rules("kept") == set(rules)
    assert {path.name for path in folder.iterdir()} == {
        "conftest.py", "hypothesis.py", "pytest.ini", "schemathesis.toml",
    }  # fmt: skip
