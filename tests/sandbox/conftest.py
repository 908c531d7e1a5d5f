from collections.abc import Iterator

import pytest

from apiref.bundled import contract_path
from apiref.sandbox import create_app, running
from apiref.spec import Spec, load

from .client import Client, ClientOf
from .impatient import ImpatientSandbox


@pytest.fixture(scope="session")
def spec() -> Spec:
    return load(contract_path())


@pytest.fixture(scope="session")
def base_url(spec: Spec) -> Iterator[str]:
    with running(create_app(spec)) as url:
        yield url


@pytest.fixture(scope="session")
def client_of(base_url: str, spec: Spec) -> ClientOf:
    return lambda key: Client(base_url, spec, key)


@pytest.fixture(scope="session")
def client(client_of: ClientOf) -> Client:
    return client_of("live_sandbox")


@pytest.fixture(scope="session")
def testing(client_of: ClientOf) -> Client:
    """Give a client whose tasks complete by themselves."""
    return client_of("test_sandbox")


@pytest.fixture(scope="session")
def impatient(spec: Spec) -> Iterator[Client]:
    """Give a client whose tasks complete, and whose callbacks are given up, at once."""
    with running(create_app(spec, sandbox=ImpatientSandbox)) as url:
        yield Client(url, spec, "test_sandbox")
