"""No text of a contract can change what a sample does."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from apiref.request import ExampleRequest
from apiref.samples import Language, languages
from tests.runtimes import require
from tests.samples.comparison import differences
from tests.samples.echo_server import Echo
from tests.samples.fuzzed_requests import requests
from tests.samples.programs import run_all

COUNT = int(os.environ.get("SAMPLE_FUZZ", "50"))  # requests for each language


def drawn(base_url: str) -> list[ExampleRequest]:
    """Give COUNT requests: the same ones each time, unless they are the full thousand."""
    batch: list[ExampleRequest] = []

    @settings(
        max_examples=COUNT,
        phases=[Phase.generate],
        database=None,
        derandomize=COUNT < 1000,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(base_url))
    def collect(request: ExampleRequest) -> None:
        batch.append(request)

    collect()
    return batch[:COUNT]


@pytest.mark.parametrize("language", languages(), ids=lambda one: one.id)
def test_no_text_of_a_contract_changes_what_a_sample_does(
    language: Language, echo: Echo, tmp_path: Path
) -> None:
    require(language.run[0])
    batch = drawn(echo.base_url)
    ended = run_all(language, [language.render(request) for request in batch], tmp_path)
    for request, arrived in zip(batch, echo.arrived, strict=False):
        assert differences(request, arrived) == [], language.render(request)
    assert len(echo.arrived) == len(batch) == COUNT, ended.stderr[-2000:]
