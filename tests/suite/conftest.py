"""One whole run on the sandbox, for all tests that look at one."""

import pytest

from apiref.sandbox import Store

from .runs import ALL_KEYS, Run, run, served
from .tasks import store_with_tasks


@pytest.fixture(scope="session")
def store() -> Store:
    """Give the tasks of the sandbox: the documented ones, and 500 more."""
    return store_with_tasks(500)


@pytest.fixture(scope="session")
def whole(store: Store) -> Run:
    with served(store=store) as url:
        return run(url, **ALL_KEYS)
