"""The made-up answer to a task of a test key."""

from collections.abc import Callable

from apiref.sandbox.task import JsonObject, Task

_ROWS = 2
_MOST_CHOSEN = 2


def answer(task: Task) -> JsonObject:
    """Give an answer as the contract describes it for the type of the task and its `params`."""
    return _ANSWERS[task.type](task.details["params"])


def _transcription(params: JsonObject) -> JsonObject:
    written: JsonObject = {"fields": {key: f"Made-up {key}" for key in params["fields"]}}
    if "repeatable_fields" in params:
        written["repeatable_fields"] = [
            {key: f"Made-up {key} {row}" for key in params["repeatable_fields"]}
            for row in range(1, _ROWS + 1)
        ]
    return written


def _categorization(params: JsonObject) -> JsonObject:
    """Choose categories that have identifiers, where some have; an identifier needs a category."""
    identifiers = {category: id_ for id_, category in params.get("category_ids", {}).items()}
    named = [category for category in params["categories"] if category in identifiers]
    chosen = (named or params["categories"])[:_MOST_CHOSEN]
    if params["allow_multiple"]:
        found = {"category": chosen, "category_id": [identifiers[one] for one in chosen if named]}
    else:
        found = {"category": chosen[0], "category_id": identifiers.get(chosen[0])}
    if not named:
        del found["category_id"]
    return found


def _buyproduct(params: JsonObject) -> JsonObject:
    limit = params["max_price"]
    order_id = "000-0000000-0000000"
    return {
        "order_id": order_id,
        "price": {**limit, "amount": limit["amount"] - limit["amount"] // 10},
        "receipt_url": f"https://example.org/receipts/{order_id}",
    }


_ANSWERS: dict[str, Callable[[JsonObject], JsonObject]] = {
    "transcription": _transcription,
    "categorization": _categorization,
    "buyproduct": _buyproduct,
}
