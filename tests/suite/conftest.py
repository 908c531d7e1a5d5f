"""One whole run on the sandbox, for all tests that look at one."""

import pytest

from apiref.bundled import contract_path
from apiref.sandbox import Store, seed
from apiref.spec import load

from .runs import ALL_KEYS, Run, run, served

PURCHASE = {
    "product_url": "https://example.org/paper",
    "quantity": 1,
    "max_price": {"amount": 100, "currency": "EUR"},
    "shipping_address": {
        "name": "Office",
        "line1": "Kanalstraße 14",
        "city": "Hamburg",
        "postal_code": "22085",
        "country": "DE",
    },
}


@pytest.fixture(scope="session")
def store() -> Store:
    """Give the tasks of the sandbox: the documented ones, and 500 more."""
    store = Store()
    seed(store, load(contract_path()))
    for number in range(500):
        details = {"instruction": f"Number {number}.", "is_test": False, "urgency": "day"}
        details |= {"callback_url": "https://example.com/done", "metadata": {}, "params": PURCHASE}
        store.create("sandbox", "buyproduct", details)
    return store


@pytest.fixture(scope="session")
def whole(store: Store) -> Run:
    with served(store=store) as url:
        return run(url, **ALL_KEYS)
