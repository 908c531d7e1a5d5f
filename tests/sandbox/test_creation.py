"""Creating tasks: what is taken, what is filled in, what is refused."""

import re
from typing import Any

import pytest

from .client import BODIES, CATEGORIZATION, PURCHASE, TRANSCRIPTION, Client

COMMON = {"callback_url", "instruction", "urgency", "metadata"}


@pytest.mark.parametrize("type_", BODIES)
def test_a_new_task(client: Client, type_: str) -> None:
    task = client.create(type_)
    sent = BODIES[type_]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", task.pop("task_id"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ", task.pop("created_at"))
    filled_in: dict[str, dict[str, Any]] = {
        "categorization": {"allow_multiple": False},
        "buyproduct": {"quantity": 1},
    }
    params = {name: value for name, value in sent.items() if name not in COMMON}
    assert task == {
        "type": type_,
        "status": "pending",
        "instruction": sent["instruction"],
        "params": params | filled_in.get(type_, {}),
        "urgency": "day",
        "callback_url": sent["callback_url"],
        "metadata": {},
        "is_test": False,
    }


def test_everything_sent_comes_back(client: Client) -> None:
    sent = {"urgency": "week", "metadata": {"batch": 187}}
    transcription = client.create(repeatable_fields={"price": "The price of one"}, **sent)
    categorization = client.create(
        "categorization", allow_multiple=True, category_ids={"t1": "Billing"}, **sent
    )
    purchase = client.create("buyproduct", quantity=12, **sent)
    assert transcription["params"]["repeatable_fields"] == {"price": "The price of one"}
    assert categorization["params"]["allow_multiple"] is True
    assert categorization["params"]["category_ids"] == {"t1": "Billing"}
    assert purchase["params"]["quantity"] == 12
    for task in (transcription, categorization, purchase):
        assert {name: task[name] for name in sent} == sent


def test_the_former_path_creates_the_same(client: Client) -> None:
    task = client.ok("POST", "/task/categorize", json=CATEGORIZATION)
    assert client.get(f"/task/{task['task_id']}")["type"] == "categorization"


def test_the_same_request_twice_gives_two_tasks(client: Client) -> None:
    assert client.create()["task_id"] != client.create()["task_id"]


def text(length: int) -> str:
    """Give a text whose length in characters is not its length in bytes or UTF-16 units."""
    return "🧾" + "é" * (length - 1)


def url(length: int) -> str:
    return "https://example.com/".ljust(length, "a")


def numbered(count: int, value: str = "x") -> dict[str, str]:
    return {str(number): value for number in range(count)}


ADDRESS = PURCHASE["shipping_address"]
PRICE = PURCHASE["max_price"]

# type, what is taken, what is refused: each beside the bound of the contract
BOUNDS: dict[str, tuple[str, list[Any], list[Any]]] = {
    "callback_url": (
        "transcription",
        [url(2048), "http://a", "https://user@[::1]:8443/a?b#c"],
        [url(2049), "ftp://example.com/", "example.com", "http://", "", 7, None, "http:// a"],
    ),
    "instruction": ("transcription", [text(1), text(10_000)], ["", text(10_001), 1, None, []]),
    "urgency": ("transcription", ["immediate", "day", "week"], ["Day", "", "hour", None]),
    "metadata": ("transcription", [{}, {"": {"": []}}], [[], "{}", None, 1]),
    "attachment_type": (
        "transcription",
        ["text", "image", "video", "audio", "website", "pdf"],
        ["PDF", "", "file", None],
    ),
    "attachment": ("categorization", [text(1), text(10_000)], ["", text(10_001), {}, None]),
    "fields": (
        "transcription",
        [numbered(1), numbered(100, text(1_000)), {"": "a key may be empty"}],
        [{}, numbered(101), {"a": ""}, {"a": text(1_001)}, {"a": 1}, {"a": None}, [], None],
    ),
    "repeatable_fields": (
        "transcription",
        [numbered(1), numbered(100, text(1_000))],
        [{}, numbered(101), {"a": ""}, {"a": text(1_001)}, None, "a"],
    ),
    "categories": (
        "categorization",
        [["a", "A"], [text(255), "b"], list(numbered(100))],
        [[], ["a"], ["a", "a"], ["a", ""], ["a", text(256)], list(numbered(101)), [1, 2], None],
    ),
    "allow_multiple": ("categorization", [True, False], [1, 0, "true", None, [True]]),
    "category_ids": (
        "categorization",
        [{}, numbered(100, text(255)), {"t9": "None of the categories"}],
        [numbered(101), {"t1": ""}, {"t1": text(256)}, {"t1": 1}, [], None],
    ),
    "product_url": ("buyproduct", [url(2048)], [url(2049), "ftp://a/", "", None]),
    "quantity": ("buyproduct", [1, 100], [0, 101, -1, 1.5, True, "1", None, 10**30]),
    "max_price": (
        "buyproduct",
        [PRICE | {"amount": 1}, PRICE | {"amount": 100_000_000}, PRICE | {"currency": "EUR"}],
        [
            *(PRICE | {"amount": amount} for amount in (0, 100_000_001, 1.5, True, "1", None)),
            *(PRICE | {"currency": code} for code in ("EU", "EURO", "eur", "", "E1R", "EUR\n")),
            {"amount": 1},
            {"currency": "EUR"},
            PRICE | {"tip": 1},
            None,
        ],
    ),
    "shipping_address": (
        "buyproduct",
        [
            ADDRESS | {"line2": text(255), "state": text(1)},
            ADDRESS | {"name": text(255)},
            ADDRESS | {"country": "DE"},
        ],
        [
            *(ADDRESS | {name: value} for name in ADDRESS for value in ("", text(256), None, 1)),
            *({key: ADDRESS[key] for key in ADDRESS if key != missing} for missing in ADDRESS),
            ADDRESS | {"line2": ""},
            ADDRESS | {"state": None},
            ADDRESS | {"country": "de"},
            ADDRESS | {"country": "USA"},
            ADDRESS | {"phone": "1"},
        ],
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_within_its_bounds(client: Client, name: str) -> None:
    type_, taken, _ = BOUNDS[name]
    for value in taken:
        task = client.create(type_, **{name: value})
        assert (task if name in COMMON else task["params"])[name] == value


@pytest.mark.parametrize("name", BOUNDS)
def test_outside_its_bounds(client: Client, name: str) -> None:
    type_, _, refused = BOUNDS[name]
    for value in refused:
        assert f"`{name}" in client.refused({**BODIES[type_], name: value}, type_), value


@pytest.mark.parametrize("type_", BODIES)
def test_each_required_property_is_missed(client: Client, type_: str) -> None:
    body = BODIES[type_]
    for missing in body:
        rest = {name: value for name, value in body.items() if name != missing}
        assert f"`{missing}`" in client.refused(rest, type_)


@pytest.mark.parametrize("type_", BODIES)
def test_an_unknown_property_is_refused_by_name(client: Client, type_: str) -> None:
    assert "`urgencey`" in client.refused({**BODIES[type_], "urgencey": "day"}, type_)


def test_a_property_of_another_type_is_unknown(client: Client) -> None:
    assert "`quantity`" in client.refused({**TRANSCRIPTION, "quantity": 1})


def test_a_refused_request_creates_nothing(client: Client) -> None:
    before = client.get("/tasks", limit=1)["total"]
    client.refused({**TRANSCRIPTION, "metadata": None})
    assert client.get("/tasks", limit=1)["total"] == before
