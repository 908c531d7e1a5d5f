"""The tasks that the contract's examples show, so that every documented request finds its task."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from apiref.sandbox.auth import DEFAULT_ACCOUNTS
from apiref.sandbox.rules import has_rules
from apiref.sandbox.store import Store
from apiref.sandbox.task import JsonObject, Task
from apiref.sandbox.times import floor
from apiref.spec import Operation, Spec

_NOT_DETAILS = (
    "task_id",
    "type",
    "status",
    "created_at",
    "completed_at",
    "response",
    "callback_succeeded",
)
_NEEDED = {"task_id", "type", "status", "created_at"}


def seed(store: Store, spec: Spec, *, account: str = DEFAULT_ACCOUNTS[0].name) -> None:
    """Add the tasks of the documented responses to an account; those it has stay as they are."""
    for task in _documented(spec).values() if has_rules(spec) else ():
        with suppress(ValueError):  # an example whose time is none
            store.add(_task_from_data(account, task))


def _documented(spec: Spec) -> dict[str, JsonObject]:
    """Give the tasks by id: of two that show the same one, the later, as retrieval shows it."""
    tasks = {}
    for operation in spec.operations:
        for task in _tasks_of(operation):
            # What is shown as canceled by this operation is there to be canceled.
            before = {"status": "pending"} if operation.id == "cancelTask" else {}
            tasks[task["task_id"]] = {**task, **before}
    return tasks


def _tasks_of(operation: Operation) -> Iterator[JsonObject]:
    for response in operation.responses:
        for media in response.content:
            for example in media.examples:
                yield from _tasks_in(example.value)


def _tasks_in(value: Any) -> Iterator[JsonObject]:
    if not isinstance(value, dict):
        return
    if _is_task(value):
        yield value
    tasks = value.get("docs")
    for one in tasks if isinstance(tasks, list) else ():
        yield from _tasks_in(one)


def _is_task(value: JsonObject) -> bool:
    """Whether an example has what makes a task; an example may be anything."""
    return (
        all(isinstance(value.get(name), str) for name in _NEEDED)
        and isinstance(value.get("response", {}), dict)
        and isinstance(value.get("callback_succeeded", True), bool)
    )


def _task_from_data(account: str, data: JsonObject) -> Task:
    return Task(
        account=account,
        task_id=data["task_id"],
        type=data["type"],
        status=data["status"],
        created_at=floor(data["created_at"]),
        details={name: value for name, value in data.items() if name not in _NOT_DETAILS},
        completed_at=floor(str(data["completed_at"])) if "completed_at" in data else None,
        response=data.get("response"),
        callback_succeeded=data.get("callback_succeeded"),
    )
