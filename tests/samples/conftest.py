import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest

from apiref.sandbox import running
from apiref.spec import load
from tests.samples.built_pages import (
    ShownAnswer,
    ShownSample,
    answers_of,
    pages_in,
    samples_of,
)
from tests.samples.echo_server import Echo, echo_server
from tests.samples.recorder import Recorder
from tests.site.site_folder import copy_project


@pytest.fixture
def echo() -> Iterator[Echo]:
    with echo_server() as server:
        yield server


@dataclass
class BuiltSite:
    """The pages by their addresses; the samples on them name a server that records."""

    pages: tuple[tuple[str, str], ...]
    recorder: Recorder

    @cached_property
    def samples(self) -> tuple[ShownSample, ...]:
        return samples_of(self.pages)

    @cached_property
    def answers(self) -> tuple[ShownAnswer, ...]:
        return answers_of(self.pages)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """Build this project's site by its command."""
    project = tmp_path_factory.mktemp("project")
    copy_project(project)
    recorder = Recorder(load(project / "openapi.yaml"))
    with running(recorder) as base_url:
        build = ("build", "--config", str(project / "mkdocs.yml"), "--base-url", base_url)
        command = [sys.executable, "-m", "apiref", *build]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield BuiltSite(tuple(pages_in(project / "site")), recorder)
