"""A client that looks at every response, whatever the test is about."""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any, Protocol

import requests

from apiref.spec import Spec
from apiref.spec.validation import validator

KEYS = ("live_sandbox", "test_sandbox", "live_neighbour")

TRANSCRIPTION: dict[str, Any] = {
    "callback_url": "https://example.com/callbacks/scale",
    "instruction": "Write out the total.",
    "attachment_type": "image",
    "attachment": "https://example.com/receipts/lunch.jpg",
    "fields": {"total": "The total with tax"},
}
CATEGORIZATION: dict[str, Any] = {
    "callback_url": "https://example.com/callbacks/scale",
    "instruction": "Which team should answer?",
    "attachment_type": "text",
    "attachment": "I was charged twice.",
    "categories": ["Billing", "Delivery"],
}
PURCHASE: dict[str, Any] = {
    "callback_url": "https://example.com/callbacks/scale",
    "instruction": "Buy the paperback.",
    "product_url": "https://example.org/books/mosses",
    "max_price": {"amount": 3500, "currency": "USD"},
    "shipping_address": {
        "name": "Harbor Library",
        "line1": "210 Mission Street",
        "city": "San Francisco",
        "postal_code": "94105",
        "country": "US",
    },
}
BODIES = {
    "transcription": TRANSCRIPTION,
    "categorization": CATEGORIZATION,
    "buyproduct": PURCHASE,
}


class Client:
    """Sends requests with one key; every response must be one that the contract describes."""

    def __init__(self, base_url: str, spec: Spec, key: str | None = "live_sandbox") -> None:
        self.base_url = base_url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = (key, "") if key else None
        self.validators = {
            name: validator(spec.schema(name)) for name in ("Task", "TaskList", "ErrorResponse")
        }

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        response = self.session.request(
            method, self.base_url + path, timeout=20, allow_redirects=False, **options
        )
        if method not in ("HEAD", "OPTIONS"):
            self.check(response)
        return response

    def check(self, response: requests.Response) -> None:
        assert response.headers["Content-Type"] == "application/json"
        body = response.json()
        if response.ok:
            self.validators["TaskList" if "docs" in body else "Task"].validate(body)
            return
        self.validators["ErrorResponse"].validate(body)
        assert body["status_code"] == response.status_code
        assert not any(key in f"{response.text}{response.headers}" for key in KEYS)
        assert ("WWW-Authenticate" in response.headers) == (response.status_code == 401)
        assert ("Allow" in response.headers) == (response.status_code == 405)

    def get(self, path: str, **query: Any) -> Any:
        return self.ok("GET", path, params=query)

    def ok(self, method: str, path: str, **options: Any) -> Any:
        response = self(method, path, **options)
        assert response.status_code == 200, response.text
        return response.json()

    def create(self, type_: str = "transcription", /, **properties: Any) -> dict[str, Any]:
        task: dict[str, Any] = self.ok(
            "POST", f"/task/{type_}", json={**BODIES[type_], **properties}
        )
        return task

    def refused(self, body: Mapping[str, Any], type_: str = "transcription") -> str:
        """Give the sentence with which a request body is refused."""
        response = self("POST", f"/task/{type_}", json=body)
        assert response.status_code == 400, response.text
        return str(response.json()["error"])

    def completed(self, task: Mapping[str, Any], awaited: str = "completed_at") -> dict[str, Any]:
        """Wait until a task has a property, and give it."""
        deadline = monotonic() + 20
        while awaited not in (found := self.get(f"/task/{task['task_id']}")):
            assert monotonic() < deadline, f"{awaited} never came"
            sleep(0.02)
        return dict(found)


class ClientOf(Protocol):
    """Gives a client for a key; None for no key."""

    def __call__(self, key: str | None) -> Client: ...
