"""The filters of the list: status and type, alone and together, and both bounds of time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from contract_tests.account import expect_same
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule
from contract_tests.window import Window, elsewhere, shifted

PARAMETERS = "listTasks/parameters"


@dataclass(frozen=True)
class Filter:
    """A filter of the list and its values."""

    name: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def filters(contract: Contract) -> Iterator[Filter]:
    for name in ("status", "type"):
        schema = contract.resolved(contract.at(f"{PARAMETERS}/{name}")["schema"])
        yield Filter(name, tuple(schema["enum"]))


@rule("list-filter-kept", clause=f"{PARAMETERS}/status", cases=filters)
def test_filter(known: Window, case: Filter) -> None:
    """A filter leaves the tasks that match it, all of them and in order."""
    for value in case.values:
        page = known.expect(known.where(**{case.name: value}), **{case.name: value})
        expect_same(page.get("total"), len(page["ids"]), "total", page["exchange"])


@rule("list-filters-combine", clause="listTasks/description")
def test_filters_combine(known: Window) -> None:
    """Filters combine with *and*, also with bounds of time and with a part of the pages."""
    for kind in ("transcription", "categorization", "buyproduct"):
        for status in ("pending", "canceled"):
            known.expect(known.where(type=kind, status=status), type=kind, status=status)
    pending = known.where(type="transcription", status="pending")
    known.expect(pending[1:2], type="transcription", status="pending", limit=1, offset=1)
    known.expect(known.where(status="pending")[1:3], status="pending", limit=2, offset=1)
    middle = known.tasks[3]["created_at"]
    times = {task["task_id"]: task["created_at"] for task in known.tasks}
    later = [task_id for task_id in known.where(status="pending") if times[task_id] >= middle]
    known.expect(later, status="pending", start_time=middle)


@rule("list-filter-empty-ignored", clause=f"{PARAMETERS}/status/allowEmptyValue")
def test_filter_empty(known: Window) -> None:
    """A filter with an empty value counts as not given."""
    known.expect(known.ids, status="", type="")
    page = known.account.page(start_time=known.start, end_time="", limit=100)
    if not set(known.ids) <= set(page["ids"]) and not page.get("has_more"):
        raise Broken("all later tasks", known.told(page["ids"]), page["exchange"])
    page = known.account.page(start_time="", end_time=known.end, limit=len(known.tasks))
    if page["ids"] != known.ids:
        raise Broken(known.told(known.ids), known.told(page["ids"]), page["exchange"])


@rule("list-unknown-query-ignored", clause="listTasks/description")
def test_unknown_query(known: Window) -> None:
    """A query parameter that is not described is ignored."""
    known.expect(known.ids, task_id=known.ids[0], sort="created_at", page=2)


@rule("list-window-inclusive", clause=f"{PARAMETERS}/start_time")
def test_window_inclusive(known: Window) -> None:
    """`start_time` and `end_time` both include a task of that very millisecond."""
    first, last = known.tasks[1]["created_at"], known.tasks[-2]["created_at"]
    inside = [t["task_id"] for t in reversed(known.tasks) if first <= t["created_at"] <= last]
    known.expect(inside, start_time=first, end_time=last)
    same = [t["task_id"] for t in reversed(known.tasks) if t["created_at"] == first]
    known.expect(same, start_time=first, end_time=first)


@rule("list-window-exact", clause=f"{PARAMETERS}/end_time")
def test_window_exact(known: Window) -> None:
    """A bound a millisecond further in leaves the task out, and one bound alone is enough."""
    first, last = known.tasks[0]["created_at"], known.tasks[-1]["created_at"]
    later = [t["task_id"] for t in reversed(known.tasks) if t["created_at"] > first]
    known.expect(later, start_time=shifted(first, 1))
    earlier = [t["task_id"] for t in reversed(known.tasks) if t["created_at"] < last]
    known.expect(earlier, end_time=shifted(last, -1))
    page = known.account.page(end_time=known.end, limit=len(known.tasks))
    if page["ids"] != known.ids:
        raise Broken(known.told(known.ids), known.told(page["ids"]), page["exchange"])


@rule("list-window-reversed-empty", clause="listTasks/description")
def test_window_reversed(known: Window) -> None:
    """A window that ends before it starts holds no task."""
    known.expect([], start_time=shifted(known.end, 1), end_time=shifted(known.start, -1))


def offsets(contract: Contract) -> Iterator[float]:
    del contract
    yield from (5.5, -8.0, 14.0, -0.5)


@rule("list-window-in-any-offset", clause=f"{PARAMETERS}/start_time/schema", cases=offsets)
def test_window_offset(known: Window, case: float) -> None:
    """A bound means the same instant whatever offset from UTC it is written with."""
    first, last = known.tasks[1]["created_at"], known.tasks[-2]["created_at"]
    start, end = elsewhere(first, case), elsewhere(last, case)
    if known.account.target.contract.problem(f"{PARAMETERS}/start_time/schema", start):
        pytest.skip("the contract takes times in UTC only, with a Z")
    inside = [t["task_id"] for t in reversed(known.tasks) if first <= t["created_at"] <= last]
    known.expect(inside, start_time=start, end_time=end)


FORMS: dict[str, Callable[[str], str]] = {
    "six digits of a second": lambda text: text.replace("Z", "000Z"),
    "nine digits of a second": lambda text: text.replace("Z", "000000Z"),
    "small letters": str.lower,
    "without a fraction": lambda text: f"{text[:19]}Z",
}


def forms(contract: Contract) -> Iterator[str]:
    del contract
    yield from FORMS


@rule("list-window-of-any-precision", clause=f"{PARAMETERS}/start_time/schema", cases=forms)
def test_window_precision(known: Window, case: str) -> None:
    """A bound may be written to any part of a second, or in small letters."""
    start = FORMS[case](known.start)
    if known.account.target.contract.problem(f"{PARAMETERS}/start_time/schema", start):
        pytest.skip("the contract takes times in another form only")
    if case == "without a fraction":  # earlier by as much, so that others may be in the window
        page = known.page(start_time=start)
        if page["ids"][: len(known.ids)] != known.ids:
            raise Broken(known.told(known.ids), known.told(page["ids"]), page["exchange"])
    else:
        known.expect(known.ids, start_time=start, end_time=FORMS[case](known.end))
