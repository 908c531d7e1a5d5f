from collections.abc import Iterator

import pytest

from tests.samples.echo_server import Echo, echo_server


@pytest.fixture
def echo() -> Iterator[Echo]:
    with echo_server() as server:
        yield server
