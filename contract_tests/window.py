"""A stretch of an account's list that is known to the last task, whatever else is there."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from contract_tests.account import Account
from contract_tests.broken import Broken, Unmet
from contract_tests.contract import Operation
from contract_tests.exchange import Exchange

KINDS = (0, 1, 2, 0, 1, 2, 0)  # which operation creates each task of the window
CANCELED = (2, 4)  # which of them are canceled
TRIES = 5
PAUSE = 0.002  # seconds: created_at has milliseconds, and the order of the list rests on it
COARSEST = 2.0  # seconds that a server's clock may take to move on


@dataclass(frozen=True)
class Window:
    """Tasks that were made one after the other with nobody else's between them, oldest first."""

    account: Account
    tasks: tuple[dict[str, Any], ...]

    @property
    def start(self) -> str:
        return min(str(task["created_at"]) for task in self.tasks)

    @property
    def end(self) -> str:
        return max(str(task["created_at"]) for task in self.tasks)

    @property
    def ids(self) -> list[str]:
        """The ids as the list must show them: newest first."""
        return [task["task_id"] for task in reversed(self.tasks)]

    def where(self, **equal: object) -> list[str]:
        """The ids of the tasks whose properties are these, newest first."""
        return [
            task["task_id"]
            for task in reversed(self.tasks)
            if all(task[name] == value for name, value in equal.items())
        ]

    def page(self, **query: object) -> dict[str, Any]:
        """Return a page of the window, or of another time where the query names one."""
        return self.account.page(**{"start_time": self.start, "end_time": self.end, **query})

    def expect(self, expected: list[str], **query: object) -> dict[str, Any]:
        """Return the page; raises Broken if it does not hold exactly these tasks in this order."""
        page = self.page(**query)
        if page["ids"] != expected:
            raise Broken(self.told(expected), self.told(page["ids"]), page["exchange"])
        return page

    def told(self, ids: list[str]) -> str:
        """Return ids for a reader: by their place in the window, 1 for the oldest."""
        places = {task["task_id"]: str(n) for n, task in enumerate(self.tasks, 1)}
        return f"the tasks {', '.join(places.get(i, f'another ({i})') for i in ids) or 'none'}"


def window(account: Account) -> Window:
    """Make a window.

    Skips the test if others are creating tasks in the account at the same time.
    """
    for _ in range(TRIES):
        with account.target.turnstile.alone():
            made = Window(account, tuple(_make(account)))
        listed = made.page()["docs"]
        if not _has_strangers(made, listed):
            return _as_listed(made, [task["task_id"] for task in listed])
    pytest.skip("others are creating tasks in this account all the time")


def _make(account: Account) -> list[dict[str, Any]]:
    operations = account.target.contract.creations
    before = account.task()["created_at"]
    tasks = [_until_later(before, account, operations[KINDS[0]])[-1]]
    for kind in KINDS[1:]:
        time.sleep(PAUSE)
        tasks.append(account.task(operations[kind]))
    if account.target.keys["second"]:
        Account(account.target, "second").task()  # which no list of ours may count
    for number in CANCELED:
        exchange = account.cancel(tasks[number]["task_id"])
        if exchange.status != 200:
            raise Unmet(f"a task could not be canceled: {exchange.status}")
        tasks[number] = dict(exchange.json)
    return [*tasks, *_until_later(tasks[-1]["created_at"], account, operations[0])[:-1]]


def _until_later(instant: str, account: Account, operation: Operation) -> list[dict[str, Any]]:
    """Return new tasks, the last of them later than an instant by the server's clock.

    A clock may be coarse, and what is created next must not fall into the window.
    """
    tasks: list[dict[str, Any]] = []
    pause = PAUSE
    while not tasks or tasks[-1]["created_at"] <= instant:
        if pause > COARSEST:
            pytest.skip("the server's clock does not move on")
        time.sleep(pause)
        tasks.append(account.task(operation))
        pause *= 2
    return tasks


def _has_strangers(made: Window, listed: list[dict[str, Any]]) -> bool:
    """Whether the list shows tasks of others with a time inside the window."""
    own = set(made.ids)
    return any(
        task["task_id"] not in own and made.start <= task["created_at"] <= made.end
        for task in listed
    )


def _as_listed(made: Window, listed: list[str]) -> Window:
    """Return the window with tasks of one instant, whose order is open, as the server has them."""
    places = {task_id: place for place, task_id in enumerate(listed)}
    tasks = sorted(made.tasks, key=lambda t: (t["created_at"], -places.get(t["task_id"], 0)))
    return Window(made.account, tuple(tasks))


def shifted(text: str, milliseconds: int) -> str:
    """Return a time of the contract's form, moved."""
    moved = datetime.fromisoformat(text) + timedelta(milliseconds=milliseconds)
    return moved.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def elsewhere(text: str, hours: float) -> str:
    """Return the same instant, written with the offset of another place."""
    moved = datetime.fromisoformat(text).astimezone(timezone(timedelta(hours=hours)))
    return moved.isoformat(timespec="milliseconds")


def walk(window: Window, first: dict[str, Any], **query: object) -> list[str]:
    """Return the ids of a page and of all that follow it by `next_token`."""
    ids = list(first["ids"])
    page = first
    for _ in range(1000):
        if not page.get("has_more"):
            return ids
        page = window.account.page(**query, next_token=page.get("next_token"))
        ids += page["ids"]
        if len(page["ids"]) > int(str(query["limit"])):
            received = f"{len(page['ids'])} after a next_token"
            raise Broken(f"{query['limit']} tasks on a page", received, _exchange(page))
    raise Broken("an end of the list", "more pages after the thousandth", _exchange(page))


def _exchange(page: dict[str, Any]) -> Exchange:
    exchange: Exchange = page["exchange"]
    return exchange
