"""The store: a file outlives the sandbox, and what was left unfinished is taken up."""

from pathlib import Path

import pytest

from apiref.sandbox import Sandbox, Store, StoreUnusable, create_app, running
from apiref.sandbox.completion import Completion
from apiref.spec import Spec

from .client import Client
from .receiver import receiving


class Asleep(Completion):
    completes_after = 3600.0


class AsleepSandbox(Sandbox):
    completion = Asleep


def test_tasks_and_tokens_outlive_the_sandbox(spec: Spec, tmp_path: Path) -> None:
    path = str(tmp_path / "tasks.db")
    with running(create_app(spec, Store(path))) as url:
        client = Client(url, spec)
        older, newer = client.create(metadata={"é": -0.5}), client.create()
        token = client.get("/tasks", limit=1)["next_token"]
    with running(create_app(spec, Store(path))) as url:
        client = Client(url, spec)
        assert client.get(f"/task/{newer['task_id']}") == newer
        assert client.get("/tasks", next_token=token)["docs"] == [older]


def test_unfinished_tasks_are_taken_up(spec: Spec, tmp_path: Path) -> None:
    path = str(tmp_path / "tasks.db")
    with receiving(200) as receiver:
        with running(create_app(spec, Store(path), sandbox=AsleepSandbox)) as url:
            client = Client(url, spec, "test_sandbox")
            task = client.create(callback_url=receiver.url)
            canceled = client.create(callback_url=receiver.url)
            client.ok("POST", f"/task/{canceled['task_id']}/cancel")
        assert receiver.received == []
        for _ in range(2):  # the second time, nothing is left to do
            with running(create_app(spec, Store(path))) as url:
                client = Client(url, spec, "test_sandbox")
                assert client.completed(task, "callback_succeeded")["callback_succeeded"]
                assert client.get(f"/task/{canceled['task_id']}")["status"] == "canceled"
        assert [one.body["task_id"] for one in receiver.received] == [task["task_id"]]


def test_a_callback_that_was_not_delivered_is_taken_up(spec: Spec, tmp_path: Path) -> None:
    path = str(tmp_path / "tasks.db")
    with receiving(500, 200) as receiver:
        with running(create_app(spec, Store(path))) as url:
            client = Client(url, spec, "test_sandbox")
            completed = client.completed(client.create(callback_url=receiver.url))
            receiver.wait_for(1)
        with running(create_app(spec, Store(path))) as url:
            client = Client(url, spec, "test_sandbox")
            found = client.completed(completed, "callback_succeeded")
        assert found == {**completed, "callback_succeeded": True}


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are notes, and no database at all. " * 40)
    for path in (text, tmp_path / "nowhere" / "tasks.db", tmp_path):
        with pytest.raises(StoreUnusable, match=path.name):
            Store(str(path))
    assert text.read_text().startswith("These are notes")
