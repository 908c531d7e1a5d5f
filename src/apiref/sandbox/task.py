"""A task as the sandbox keeps it."""

from dataclasses import dataclass
from typing import Any

from apiref.sandbox.times import rfc3339

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """A task of an account. `details` holds what creation settles for good; times are milliseconds.

    `completed_at`, `response` and `callback_succeeded` are None until they are known.
    """

    account: str
    task_id: str
    type: str
    status: str
    created_at: int
    details: JsonObject
    completed_at: int | None = None
    response: JsonObject | None = None
    callback_succeeded: bool | None = None

    def as_json(self) -> JsonObject:
        """Give the Task of the contract; what is not known yet is absent."""
        later = {
            "completed_at": None if self.completed_at is None else rfc3339(self.completed_at),
            "response": self.response,
            "callback_succeeded": self.callback_succeeded,
        }
        return {
            "task_id": self.task_id,
            "type": self.type,
            "status": self.status,
            **self.details,
            "created_at": rfc3339(self.created_at),
            **{name: value for name, value in later.items() if value is not None},
        }
