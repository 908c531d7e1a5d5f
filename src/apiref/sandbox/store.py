"""Where tasks are kept: SQLite, in memory or in a file."""

import json
import secrets
import sqlite3
import time
import weakref
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any, NamedTuple

from apiref import UserError
from apiref.sandbox.task import JsonObject, Task

_TABLES = """
CREATE TABLE IF NOT EXISTS task (
    sequence INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    task_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    details TEXT NOT NULL,
    completed_at INTEGER,
    response TEXT,
    callback_succeeded INTEGER,
    unfinished INTEGER NOT NULL -- whether it has yet to be completed, or its callback delivered
);
CREATE INDEX IF NOT EXISTS newest ON task (account, created_at);
CREATE TABLE IF NOT EXISTS secret (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), value BLOB);
"""
_INSERT = """
INSERT OR IGNORE INTO task
    (account, task_id, type, status, created_at, details, completed_at, response,
     callback_succeeded, unfinished)
VALUES (:account, :task_id, :type, :status, :created_at, :details, :completed_at, :response,
     :callback_succeeded, :unfinished)
"""
_MATCHING = """
FROM task WHERE account = :account AND created_at BETWEEN :start AND :end
    AND (:status IS NULL OR status = :status) AND (:type IS NULL OR type = :type)
"""
_COUNT = "SELECT COUNT(*) AS total " + _MATCHING
_PAGE = (
    "SELECT * "
    + _MATCHING
    + """
    AND (created_at, sequence) < (:before_created_at, :before_sequence)
ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset
"""
)
_CANCEL = """
UPDATE task SET status = 'canceled', unfinished = 0
WHERE account = ? AND task_id = ? AND status = 'pending' RETURNING *
"""
_COMPLETE = """
UPDATE task SET status = 'completed', completed_at = ?, response = ?
WHERE task_id = ? AND status = 'pending' RETURNING *
"""
_EARLIEST, _LATEST = -(2**63), 2**63 - 1


class StoreUnusable(UserError):  # noqa: N818 -- says what it is
    """A file that cannot serve as the store; the message names it and the remedy."""


@dataclass(frozen=True)
class Filters:
    """Which tasks to list: all of them that hold. The bounds of `created_at` are inclusive."""

    status: str | None = None
    type: str | None = None
    start: int = _EARLIEST
    end: int = _LATEST


class Position(NamedTuple):
    """A place in the list, newest first; `sequence` orders tasks of the same millisecond."""

    created_at: int
    sequence: int


NEWEST = Position(_LATEST, _LATEST)


@dataclass(frozen=True)
class Page:
    """Some of the matching tasks; `last` is the place of the last one while more come after it."""

    tasks: tuple[Task, ...]
    total: int
    last: Position | None


class Store:
    """The tasks of all accounts. Any thread may call; every change is one atomic statement."""

    def __init__(self, path: str = ":memory:") -> None:
        """Open a file, or keep all in memory. Raises StoreUnusable."""
        self._lock = Lock()
        try:
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._database.close)
            self._database.row_factory = sqlite3.Row
            self._database.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _TABLES
            )
            self.secret = self._secret()
        except sqlite3.Error as error:
            raise StoreUnusable(
                f"{path} cannot be used as the sandbox's database: {error}\n"
                "  Name a file that is not there yet, in a folder that is, or one the sandbox made."
            ) from None

    def close(self) -> None:
        self._database.close()

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def new_id(self) -> str:
        return secrets.token_hex(12)

    def create(self, account: str, type_: str, details: JsonObject) -> Task:
        """Add a new pending task; one that a test key made is left for the sandbox to finish."""
        task = Task(account, self.new_id(), type_, "pending", self.now(), details)
        self.add(task, unfinished=bool(details["is_test"]))
        return task

    def add(self, task: Task, *, unfinished: bool = False) -> None:
        """Add a task as it is, unless its id is there already."""
        row = {**asdict(task), "details": _text(task.details), "unfinished": unfinished}
        self._run(_INSERT, {**row, "response": task.response and _text(task.response)})

    def find(self, account: str, task_id: str) -> Task | None:
        rows = self._run("SELECT * FROM task WHERE account = ? AND task_id = ?", (account, task_id))
        return _only(rows)

    def page(
        self,
        account: str,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        after: Position = NEWEST,
    ) -> Page:
        """Give up to `limit` tasks behind a place in the list, `offset` of them skipped."""
        matching = {"account": account, **asdict(filters)}
        place = {"before_created_at": after.created_at, "before_sequence": after.sequence}
        total = self._run(_COUNT, matching)[0]["total"]
        # One more than asked for tells whether there are more.
        rows = self._run(_PAGE, {**matching, **place, "limit": limit + 1, "offset": offset})
        last = rows[limit - 1] if len(rows) > limit else None
        return Page(
            tasks=tuple(map(_task, rows[:limit])),
            total=total,
            last=Position(last["created_at"], last["sequence"]) if last else None,
        )

    def cancel(self, account: str, task_id: str) -> Task | None:
        """Cancel a task and give it; None where there is no pending one."""
        return _only(self._run(_CANCEL, (account, task_id)))

    def complete(self, task_id: str, response: JsonObject) -> Task | None:
        """Complete a task and give it; None where there is no pending one."""
        return _only(self._run(_COMPLETE, (self.now(), _text(response), task_id)))

    def settle(self, task_id: str, *, callback_succeeded: bool) -> None:
        """Keep how the callback of a completed task ended."""
        self._run(
            "UPDATE task SET callback_succeeded = ?, unfinished = 0 WHERE task_id = ?",
            (callback_succeeded, task_id),
        )

    def unfinished(self) -> list[Task]:
        """Give the tasks that an earlier run of the sandbox left before their end."""
        return list(map(_task, self._run("SELECT * FROM task WHERE unfinished")))

    def _secret(self) -> bytes:
        """Give the key that signs tokens; it lives as long as the tasks do."""
        self._run("INSERT OR IGNORE INTO secret VALUES (1, ?)", (secrets.token_bytes(32),))
        return bytes(self._run("SELECT value FROM secret")[0]["value"])

    def _run(self, sql: str, values: tuple[Any, ...] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()


def _text(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False)


def _only(rows: list[sqlite3.Row]) -> Task | None:
    return _task(rows[0]) if rows else None


def _task(row: sqlite3.Row) -> Task:
    succeeded = row["callback_succeeded"]
    return Task(
        account=row["account"],
        task_id=row["task_id"],
        type=row["type"],
        status=row["status"],
        created_at=row["created_at"],
        details=json.loads(row["details"]),
        completed_at=row["completed_at"],
        response=row["response"] and json.loads(row["response"]),
        callback_succeeded=None if succeeded is None else bool(succeeded),
    )
