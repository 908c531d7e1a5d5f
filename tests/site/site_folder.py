"""A copy of this project's site, built by a command."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from apiref.export import export
from apiref.spec import load
from tests.site.html_page import HtmlPage

ROOT = Path(__file__).parents[2]
THEMES_OWN = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


@dataclass(frozen=True)
class SiteFolder:
    """A built site: its folder, what the builder printed, and its pages by their address."""

    path: Path
    printed: str
    pages: dict[str, HtmlPage]

    @property
    def files(self) -> set[str]:
        """Name the files, but for those that a theme brings along."""
        names = {str(one.relative_to(self.path)) for one in self.path.rglob("*") if one.is_file()}
        return {name for name in names if not name.startswith(THEMES_OWN)}


def build(project: Path, *command: str) -> SiteFolder:
    """Copy the site to an empty folder and build it there by a module of Python."""
    copy_project(project)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("APIREF_")}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return SiteFolder(project / "site", done.stdout, _pages(project / "site"))


def copy_project(project: Path) -> None:
    """Put this project's site, with what stands beside its pages, into a folder."""
    for name in ("mkdocs.yml", "openapi.yaml"):
        shutil.copy(ROOT / name, project)
    shutil.copytree(ROOT / "docs", project / "docs")
    export(load(project / "openapi.yaml"), project / "docs")


def _pages(folder: Path) -> dict[str, HtmlPage]:
    paths = sorted(folder.rglob("*.html"))
    return {str(path.relative_to(folder)): HtmlPage.read(path) for path in paths}
