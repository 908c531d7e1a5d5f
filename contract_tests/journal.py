"""What a run has sent, made and seen, and what each of its tests has."""

from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field

from contract_tests.broken import Broken
from contract_tests.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Finding:
    """A passive rule that an exchange broke."""

    rule: str
    broken: Broken


@dataclass(slots=True)
class Record:
    """What one test sent and what came back."""

    exchanges: list[Exchange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


RECORD: ContextVar[Record] = ContextVar("RECORD", default=Record())  # noqa: B039 - of nobody


@dataclass(slots=True)
class Made:
    """A task of the run: its key, its status when last seen, whether the run canceled it."""

    key: str
    status: str
    canceled: bool = False


@dataclass
class Journal:
    """What a run has sent, made and seen."""

    run_id: str
    tasks: dict[str, Made] = field(default_factory=dict)
    requests: int = 0
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    hangs: int = 0
    troubles: int = 0
