"""The made-up answers of test keys are such as the contract describes."""

from typing import Any

import pytest

from apiref.sandbox.answers import answer
from apiref.sandbox.task import Task
from apiref.spec import Spec
from apiref.spec.validation import validator

from .client import BODIES, Client

CATEGORIES = {"categories": ["Billing", "Delivery", "Other"]}
IDS = {"t2": "Delivery", "t3": "Other", "t9": "None of them", "t4": "Delivery"}

CATEGORIZATIONS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one": ({"allow_multiple": False}, {"category": "Billing"}),
    "several": ({"allow_multiple": True}, {"category": ["Billing", "Delivery"]}),
    "one-with-id": (
        {"allow_multiple": False, "category_ids": IDS},
        {"category": "Delivery", "category_id": "t4"},
    ),
    "several-with-ids": (
        {"allow_multiple": True, "category_ids": IDS},
        {"category": ["Delivery", "Other"], "category_id": ["t4", "t3"]},
    ),
    "ids-of-no-category": (
        {"allow_multiple": False, "category_ids": {"t9": "None of them"}},
        {"category": "Billing"},
    ),
    "no-ids": ({"allow_multiple": True, "category_ids": {}}, {"category": ["Billing", "Delivery"]}),
}


@pytest.mark.parametrize(("params", "expected"), CATEGORIZATIONS.values(), ids=CATEGORIZATIONS)
def test_categorization(spec: Spec, params: dict[str, Any], expected: dict[str, Any]) -> None:
    task = Task("sandbox", "1", "categorization", "pending", 0, {"params": CATEGORIES | params})
    assert answer(task) == expected
    validator(spec.schema("CategorizationAnswer")).validate(expected)


def test_transcription_answers_each_field(impatient: Client) -> None:
    task = impatient.create(fields={"total": "a", "": "b"}, repeatable_fields={"price": "c"})
    response = impatient.completed(task)["response"]
    assert response["fields"].keys() == {"total", ""}
    assert all(row.keys() == {"price"} for row in response["repeatable_fields"])
    assert response["repeatable_fields"]


@pytest.mark.parametrize("amount", [1, 2, 9, 10, 11, 100_000_000])
def test_a_purchase_costs_no_more_than_allowed(impatient: Client, amount: int) -> None:
    task = impatient.create("buyproduct", max_price={"amount": amount, "currency": "JPY"})
    price = impatient.completed(task)["response"]["price"]
    assert price["currency"] == "JPY"
    assert 1 <= price["amount"] <= amount


@pytest.mark.parametrize("type_", BODIES)
def test_an_answer_fits_its_schema(impatient: Client, type_: str) -> None:
    """The client validates the completed task."""
    assert impatient.completed(impatient.create(type_))["status"] == "completed"
