"""What a run found out: the outcome of each test, put together to a verdict for each rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from contract_tests.contract import Clause
from contract_tests.journal import Journal
from contract_tests.rules import Rule


class Verdict(StrEnum):
    """What a run says of a rule."""

    KEPT = "kept"
    BROKEN = "broken"
    WARNED = "warned"
    KNOWN = "known failure"
    SKIPPED = "skipped"
    NOT_EXERCISED = "not exercised"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class FailedRequest:
    """A request as a reader may see it: the key by its name, no secret anywhere.

    `body` is base64 where it `is_binary`, and None where there is none or it is too large to show.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str | None
    is_binary: bool
    size: int
    credentials: str  # `$API_KEY` and the like, a note, or empty


@dataclass(frozen=True, slots=True)
class Failure:
    """One way in which a rule was found broken."""

    rule: str
    case: str
    expected: str
    received: str
    pointer: str
    line: int
    request: FailedRequest | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one test did; `state` is kept, broken, skipped, unmet or error."""

    rule: str
    case: str
    state: str
    reason: str = ""
    seconds: float = 0.0
    requests: int = 0
    failures: tuple[Failure, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return plain values; most outcomes have no failure, so those go the long way alone."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**own, "failures": [asdict(failure) for failure in self.failures]}


def outcome_from_data(data: Mapping[str, Any]) -> Outcome:
    """Return the outcome out of what `as_data` gave, also where it went through JSON or a pipe."""
    return Outcome(**{**data, "failures": tuple(map(_failure_from_data, data["failures"]))})


def _failure_from_data(data: Mapping[str, Any]) -> Failure:
    request = data["request"] and FailedRequest(
        **{**data["request"], "headers": tuple((n, v) for n, v in data["request"]["headers"])}
    )
    return Failure(**{**data, "request": request})


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one rule, with its reason where it is not kept."""

    rule: Rule
    clause: Clause
    verdict: Verdict
    reason: str
    cases: int
    requests: int
    seconds: float
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Cleanup:
    """What became of the tasks of a run."""

    created: int = 0
    canceled: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def add(self, data: Mapping[str, Any]) -> None:
        self.created += data["created"]
        self.canceled += data["canceled"]
        self.left.update(data["left"])

    def as_data(self) -> dict[str, Any]:
        return {"created": self.created, "canceled": self.canceled, "left": dict(self.left)}


@dataclass(frozen=True, slots=True)
class Share:
    """What one process of a run did, beside its outcomes."""

    cleanup: Cleanup
    journal: Journal

    def as_data(self) -> dict[str, Any]:
        return {
            "cleanup": self.cleanup.as_data(),
            "seen": [[*key, count] for key, count in self.journal.seen.items()],
            "requests": self.journal.requests,
            "checked": dict(self.journal.checked),
        }
