"""Servers without a fault, which the suite must find correct every time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from apiref.bundled import contract_path
from apiref.sandbox import Store, create_app, running
from apiref.spec import load
from tests.suite.other_server import CALLBACK_KEY, serving
from tests.suite.tasks import store_with_tasks

from .tools import KEYS

TASKS = 500


@dataclass(frozen=True)
class Correct:
    """A server that keeps the contract, with the keys of its accounts."""

    name: str
    says: str
    serve: Callable[[], AbstractContextManager[str | None]]
    keys: Mapping[str, str]


@contextmanager
def _sandbox(store: Callable[[], Store]) -> Iterator[str]:
    with running(create_app(load(contract_path()), store())) as url:
        yield url


OTHER_KEYS = {
    "--api-key": "live_other",
    "--test-api-key": "test_other",
    "--second-api-key": "live_stranger",
    "--callback-auth-key": CALLBACK_KEY,
}
CORRECT = {
    server.name: server
    for server in (
        Correct("default", "What `apiref test` tests without a URL.", nullcontext, {}),
        Correct("sandbox", "The sandbox, empty.", lambda: _sandbox(Store), KEYS),
        Correct(
            "sandbox-with-tasks",
            f"The sandbox, on an account that holds {TASKS} tasks.",
            lambda: _sandbox(lambda: store_with_tasks(TASKS)),
            KEYS,
        ),
        Correct(
            "other-server",
            f"A second server, written apart from the sandbox, with {TASKS} tasks.",
            lambda: serving(TASKS),
            OTHER_KEYS,
        ),
    )
}
