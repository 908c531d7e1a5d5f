import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from apiref.sandbox import running
from apiref.spec import load
from tests.samples.built_pages import pages_in
from tests.samples.echo_server import Echo, echo_server
from tests.samples.recorder import Recorder
from tests.site.site_folder import copy_project


@pytest.fixture
def echo() -> Iterator[Echo]:
    with echo_server() as server:
        yield server


@dataclass(frozen=True)
class BuiltSite:
    """The pages by their addresses; the samples on them name a server that records."""

    pages: tuple[tuple[str, str], ...]
    recorder: Recorder
    base_url: str


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """Build this project's site by its command; the tests that ask for it share one process."""
    project = tmp_path_factory.mktemp("project")
    copy_project(project)
    recorder = Recorder(load(project / "openapi.yaml"))
    with running(recorder) as base_url:
        build = ("build", "--config", str(project / "mkdocs.yml"), "--base-url", base_url)
        command = [sys.executable, "-m", "apiref", *build]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield BuiltSite(tuple(pages_in(project / "site")), recorder, base_url)
