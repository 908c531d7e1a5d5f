"""Walking through the list by `next_token`, while it changes too."""

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.account import Account, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule
from contract_tests.window import Window, walk

PARAMETERS = "listTasks/parameters"
LONGEST = 200  # tasks of a walk that ought to show a few


@rule("list-walk-complete", clause=f"{PARAMETERS}/next_token")
def test_walk(known: Window) -> None:
    """A walk by `next_token` shows each task once, in the order of the list."""
    for limit in (1, 2, 3, len(known.tasks)):
        query = {"limit": limit, "start_time": known.start, "end_time": known.end}
        ids = walk(known, known.account.page(**query), **query)
        if ids != known.ids:
            raise Broken(known.told(known.ids), known.told(ids))


@rule("list-walk-filtered", clause=f"{PARAMETERS}/next_token")
def test_walk_filtered(known: Window) -> None:
    """A walk with filters shows each task that matches once, and no other."""
    query = {"limit": 1, "status": "pending", "start_time": known.start, "end_time": known.end}
    ids = walk(known, known.account.page(**query), **query)
    if ids != known.where(status="pending"):
        raise Broken(known.told(known.where(status="pending")), known.told(ids))


@rule("list-walk-while-creating", clause=f"{PARAMETERS}/next_token")
def test_walk_while_creating(api: Account) -> None:
    """A walk shows each task that existed at its start exactly once while others are created."""
    tasks = [api.task() for _ in range(5)]
    query: dict[str, Any] = {"limit": 2, "start_time": earliest(tasks)}
    page = api.page(**query)
    ids: list[str] = list(page["ids"])
    while page.get("has_more") and len(ids) < LONGEST:
        api.task()
        page = api.page(**query, next_token=page.get("next_token"))
        ids += page["ids"]
    expect_each_once(tasks, ids, page)


def earliest(tasks: list[dict[str, Any]]) -> str:
    return min(str(task["created_at"]) for task in tasks)


def expect_each_once(tasks: list[dict[str, Any]], ids: list[str], page: dict[str, Any]) -> None:
    """Raise Broken for a task that a walk did not show once.

    Skips the test if the walk was given up, since others had created too much meanwhile.
    """
    if len(ids) >= LONGEST:
        pytest.skip(f"the walk does not end within {LONGEST} tasks")
    for number, task in enumerate(tasks, 1):
        count = ids.count(task["task_id"])
        if count != 1:
            raise Broken("each task once", f"number {number}, {count} times", page["exchange"])


@rule("list-walk-while-canceling", clause=f"{PARAMETERS}/next_token")
def test_walk_while_canceling(api: Account) -> None:
    """A walk through the pending tasks shows each once while those already shown are canceled."""
    if api.is_test:
        pytest.skip("the tasks of a test key change while they are listed; give a live key")
    tasks = [api.task() for _ in range(4)]
    query: dict[str, Any] = {"limit": 1, "status": "pending", "start_time": earliest(tasks)}
    page = api.page(**query)
    ids: list[str] = list(page["ids"])
    while page.get("has_more") and len(ids) < LONGEST:
        api.cancel(page["ids"][0])
        page = api.page(**query, next_token=page.get("next_token"))
        ids += page["ids"]
    expect_each_once(tasks, ids, page)


def tokens(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("never-given-out", "bmV2ZXItZ2l2ZW4tb3V0", "{}", "a b", "\u00e9", "x" * 2000)


@rule("list-token-unknown-refused", clause=f"{PARAMETERS}/next_token", cases=tokens)
def test_unknown_token(api: Account, case: str) -> None:
    """A `next_token` that the API did not give out is refused with 400."""
    expect_status(api.list(next_token=case), 400)
