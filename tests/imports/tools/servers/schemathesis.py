from collections.abc import Iterable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.imports.bench import Bench
from tests.imports.tools.converters._contract import operations

TITLE = "schemathesis"
PACKAGE = "pypi schemathesis"
WHAT = "It loads every operation and draws 10 valid and 10 invalid requests for each."


def run(bench: Bench) -> Iterable[str]:
    schema = schemathesis.openapi.from_path(bench.document)
    for path, method, _ in operations(bench):
        for mode in GenerationMode:
            _draw(schema[path][method.upper()].as_strategy(generation_mode=mode))
    return []


def _draw(cases: st.SearchStrategy[Any]) -> None:
    @settings(
        max_examples=10,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def draw(case: Any) -> None:
        assert case.operation

    draw()
