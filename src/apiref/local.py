"""The sandbox with a contract, for as long as a block runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apiref.sandbox import DEFAULT_ACCOUNTS, create_app, running
from apiref.spec import load

ACCOUNT, NEIGHBOUR = DEFAULT_ACCOUNTS[:2]


@contextmanager
def local_sandbox(contract: Path) -> Iterator[str]:
    """Serve the contract on a free loopback port and give the base URL.

    Raises SpecError for a document that is no contract.
    """
    with running(create_app(load(contract))) as base_url:
        yield base_url
