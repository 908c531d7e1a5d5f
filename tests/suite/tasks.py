"""A sandbox's account that has been in use."""

from apiref.bundled import contract_path
from apiref.sandbox import Store, seed
from apiref.spec import load

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


def store_with_tasks(count: int) -> Store:
    """Give the tasks of a sandbox: the documented ones, and so many more."""
    store = Store()
    seed(store, load(contract_path()))
    for number in range(count):
        details = {"instruction": f"Number {number}.", "is_test": False, "urgency": "day"}
        details |= {"callback_url": "https://example.com/done", "metadata": {}, "params": PURCHASE}
        store.create("sandbox", "buyproduct", details)
    return store
