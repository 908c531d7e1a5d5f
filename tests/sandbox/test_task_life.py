"""The life of a task: retrieved, canceled, completed by a test key."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from .client import BODIES, Client, ClientOf

UNKNOWN = "/task/0123456789abcdef01234567"
IDS = ["transcription!", "a b", "%00", "%0A", "a%0Ab", "a%2Fb", "..%2Ftasks", "é", "%FF", "x" * 65]
IDS += ["x" * 8_000, "58b7c0e3aa9d139b20a42c01%20", "*", "%25", "{task_id}", "null", "-1", ";"]


@pytest.mark.parametrize("type_", BODIES)
def test_retrieved_as_created(client: Client, type_: str) -> None:
    task = client.create(type_)
    assert client.get(f"/task/{task['task_id']}") == task


@pytest.mark.parametrize("task_id", IDS)
def test_an_id_that_is_no_task_is_not_found(client: Client, task_id: str) -> None:
    unknown = client("GET", UNKNOWN)
    for method, path in (("GET", f"/task/{task_id}"), ("POST", f"/task/{task_id}/cancel")):
        response = client(method, path)
        assert (response.status_code, response.content) == (404, unknown.content)


def test_the_case_of_an_id_counts(client: Client) -> None:
    task_id = client.create()["task_id"]
    assert client("GET", f"/task/{task_id.upper()}").status_code == 404


def test_cancel_changes_the_status_and_nothing_else(client: Client) -> None:
    task = client.create()
    canceled = client.ok("POST", f"/task/{task['task_id']}/cancel")
    assert canceled == {**task, "status": "canceled"}
    assert client.get(f"/task/{task['task_id']}") == canceled


def test_cancel_again_conflicts(client: Client) -> None:
    path = f"/task/{client.create()['task_id']}"
    canceled = client.ok("POST", path + "/cancel")
    assert client("POST", path + "/cancel").status_code == 409
    assert client.get(path) == canceled


@pytest.mark.parametrize("content", [b"", b"{}", b"{", b"\xff", b"x" * 2_000_000])
@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_cancel_ignores_a_body(client: Client, content: bytes, media_type: str) -> None:
    path = f"/task/{client.create()['task_id']}/cancel"
    client.ok("POST", path, data=content, headers={"Content-Type": media_type})


def test_cancel_happens_once_whoever_asks(client_of: ClientOf) -> None:
    path = f"/task/{client_of('live_sandbox').create()['task_id']}/cancel"
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda _: client_of("live_sandbox")("POST", path), range(32))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 31}


def test_tasks_created_at_once_are_all_kept(client_of: ClientOf) -> None:
    with ThreadPoolExecutor(8) as pool:
        tasks = list(
            pool.map(
                lambda number: client_of("live_neighbour").create(metadata={"number": number}),
                range(80),
            )
        )
    neighbour = client_of("live_neighbour")
    try:
        listed = {task["task_id"]: task for task in neighbour.get("/tasks")["docs"]}
        assert listed == {task["task_id"]: task for task in tasks}
        assert {task["metadata"]["number"] for task in tasks} == set(range(80))
    finally:
        for task in tasks:
            neighbour.ok("POST", f"/task/{task['task_id']}/cancel")


def test_a_live_task_stays_pending(client: Client, testing: Client) -> None:
    live = client.create()
    testing.completed(testing.create())
    assert client.get(f"/task/{live['task_id']}") == live


def test_a_test_key_completes_a_task_and_changes_nothing_else(testing: Client) -> None:
    task = testing.create()
    completed = testing.completed(task)
    assert task["is_test"] is True
    assert task["status"] == "pending"
    assert completed["created_at"] < completed.pop("completed_at")
    completed.pop("callback_succeeded", None)
    assert completed.pop("response").keys() == {"fields"}
    assert completed == {**task, "status": "completed"}


def test_a_completed_task_cannot_be_canceled(testing: Client) -> None:
    task = testing.create()
    completed = testing.completed(task, "callback_succeeded")
    assert testing("POST", f"/task/{task['task_id']}/cancel").status_code == 409
    assert testing.get(f"/task/{task['task_id']}") == completed
