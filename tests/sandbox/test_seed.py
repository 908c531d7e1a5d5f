"""Seeding: each request that the contract shows finds what the contract shows."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from apiref.sandbox import DEFAULT_ACCOUNTS, Store, create_app, running, seed
from apiref.spec import Example, Operation, Spec

from .client import Client


@pytest.fixture(scope="module")
def seeded(spec: Spec) -> Iterator[Client]:
    store = Store()
    seed(store, spec)
    with running(create_app(spec, store)) as url:
        yield Client(url, spec)


def shown(operation: Operation, example: str) -> Any:
    """Give the body of the success of a name, or of the only one."""
    success = operation.responses[0].content[0].examples
    return next((one.value for one in success if one.name == example), success[0].value)


def test_the_documented_task_is_retrieved(seeded: Client, spec: Spec) -> None:
    operation = spec.operation("retrieveTask")
    assert seeded.get(f"/task/{operation.parameters[0].examples[0].value}") == shown(
        operation, "completed"
    )


def test_each_shown_task_is_there_as_retrieval_shows_it(seeded: Client, spec: Spec) -> None:
    for example in spec.operation("retrieveTask").responses[0].content[0].examples:
        assert seeded.get(f"/task/{example.value['task_id']}") == example.value


def test_the_list_has_the_shown_tasks(seeded: Client, spec: Spec) -> None:
    for example in spec.operation("listTasks").responses[0].content[0].examples:
        tasks = seeded.get("/tasks")["docs"]
        assert all(task in tasks for task in example.value["docs"])


def test_the_documented_task_can_be_canceled(spec: Spec) -> None:
    operation = spec.operation("cancelTask")
    path = operation.path.format(task_id=operation.parameters[0].examples[0].value)
    store = Store()
    seed(store, spec)
    with running(create_app(spec, store)) as url:
        assert Client(url, spec).ok("POST", path) == shown(operation, "canceled")


@pytest.mark.parametrize(
    "broken",
    [
        *({"created_at": "yesterday"}, {"created_at": 1}, {"completed_at": None}, {"task_id": []}),
        *({"response": []}, {"callback_succeeded": "x"}, {"created_at": "2026-13-01T00:00:00Z"}),
    ],
    ids=str,
)
def test_an_example_that_is_no_task_is_passed_over(spec: Spec, broken: Any) -> None:
    example = spec.operation("retrieveTask").responses[0].content[0].examples[0]
    task = {**example.value, "task_id": "one"}
    assert _is_seeded(spec, task)
    assert _is_seeded(spec, {"docs": [task]})
    for value in ({**task, **broken}, {"docs": 1}, {"docs": [1, {"docs": "x"}]}):
        assert not _is_seeded(spec, value)


def _is_seeded(spec: Spec, value: Any) -> bool:
    """Whether a response that shows a value makes a task called `one`."""
    operation = spec.operations[0]
    [media] = operation.responses[0].content
    media = replace(media, examples=(Example("example", "", "", value),))
    response = replace(operation.responses[0], content=(media,))
    showing = replace(operation, responses=(response,))
    store = Store()
    seed(store, replace(spec, operations=(showing, *spec.operations[1:])))
    return store.find(DEFAULT_ACCOUNTS[0].name, "one") is not None


@pytest.mark.parametrize("type_", ["Transcription", "Categorization", "BuyProduct"])
def test_each_shown_body_makes_the_shown_task(seeded: Client, spec: Spec, type_: str) -> None:
    operation = spec.operation(f"create{type_}Task")
    assert operation.request_body
    for example in operation.request_body.content[0].examples:
        task = seeded.ok("POST", operation.path, json=example.value)
        unlike = {name: task[name] for name in ("task_id", "created_at")}
        assert task == shown(operation, example.name) | unlike


def test_seeding_again_changes_nothing(spec: Spec) -> None:
    store = Store()
    seed(store, spec)
    with running(create_app(spec, store)) as url:
        client = Client(url, spec)
        path = f"/task/{spec.operation('cancelTask').parameters[0].examples[0].value}"
        client.ok("POST", path + "/cancel")
        before = client.get("/tasks")
        seed(store, spec)
        assert client.get("/tasks") == before
        assert client.get(path)["status"] == "canceled"


def test_the_neighbour_has_none_of_them(seeded: Client, spec: Spec) -> None:
    assert Client(seeded.base_url, spec, "live_neighbour").get("/tasks")["total"] == 0


def test_what_only_names_a_task_is_no_task(spec: Spec) -> None:
    """An operation that an author has added may show such an example."""
    operation = spec.operation("retrieveTask")
    (media,) = operation.responses[0].content
    note = Example("note", "", "", {"task_id": "58b7c0e3aa9d139b20a42c99", "note": "Read twice."})
    media = replace(media, examples=(note,))
    response = replace(operation.responses[0], content=(media,))
    added = replace(operation, id="readNote", responses=(response,))
    seed(Store(), replace(spec, operations=(*spec.operations, added)))
