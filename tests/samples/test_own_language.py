"""A language that a user wrote, or dropped into the folder, is a tab on every page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from apiref.samples import languages
from tests.samples.built_pages import pages_in, samples_of
from tests.samples.test_sample_languages import HTTPIE
from tests.site.site_folder import ROOT, copy_project

NAMES = [one.name for one in languages()]
SITE = """\
site_name: Tasks
theme: {name: material, font: false}
plugins: []
validation: {links: {anchors: ignore}}
markdown_extensions:
  - md_in_html
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - apiref.markdown: {spec: openapi.yaml, languages: LANGUAGES}
"""
PAGE = "# Tasks\n\n::: operation listTasks\n\n::: operation createBuyProductTask\n"


def build(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apiref", "build", "--config", str(project / "mkdocs.yml")],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tabs(project: Path) -> set[tuple[str, ...]]:
    """Give the rows of languages that there are on the pages of a built site."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    for one in samples_of(pages_in(project / "site")):
        rows.setdefault((one.page, one.section), {})[one.language] = None
    return {tuple(row) for row in rows.values()}


def project_with(folder: Path, languages: str) -> Path:
    """Write a site of two operations with this option."""
    shutil.copy(ROOT / "openapi.yaml", folder)
    (folder / "mkdocs.yml").write_text(SITE.replace("LANGUAGES", languages))
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PAGE)
    return folder


def test_a_file_named_in_the_options_is_a_language(tmp_path: Path) -> None:
    """Its path counts from the site's configuration, wherever the build is started."""
    project_with(tmp_path, "[ruby, own/httpie.py]").joinpath("own").mkdir()
    tmp_path.joinpath("own", "httpie.py").write_text(HTTPIE)
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    assert tabs(tmp_path) == {("Ruby", "HTTPie")}


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "FileNotFoundError"), ('NAME = "One"\n', "a language also has LEXER, SUFFIX, RUN")],
)
def test_a_file_that_is_no_language_ends_the_build(
    tmp_path: Path, text: str | None, message: str
) -> None:
    project_with(tmp_path, "[one.py]")
    if text:
        tmp_path.joinpath("one.py").write_text(text)
    built = build(tmp_path)
    assert built.returncode == 1
    assert re.search(rf"one\.py: .*{message}", built.stderr)
    assert "Traceback" not in built.stderr
    assert not tmp_path.joinpath("site").exists()


def test_a_file_in_the_folder_is_a_tab_everywhere(tmp_path: Path) -> None:
    program, project = tmp_path / "program", tmp_path / "project"
    shutil.copytree(ROOT / "src" / "apiref", program / "apiref")
    program.joinpath("apiref", "samples", "httpie.py").write_text(HTTPIE)
    project.mkdir()
    copy_project(project)
    built = build(project, PYTHONPATH=str(program))
    assert built.returncode == 0, built.stderr
    assert tabs(project) == {(NAMES[0], "HTTPie", *NAMES[1:])}


def test_a_file_gives_samples_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "httpie.py"
    path.write_text(HTTPIE)
    command = [sys.executable, "-m", "apiref", "samples", "listTasks", "--language", str(path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.startswith("http GET https://api.scaleapi.com/v1/tasks?")
