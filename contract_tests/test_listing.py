"""The list of tasks: pages, filters, bounds of time, and the walk through all of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from contract_tests.account import Account, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule
from contract_tests.window import Window, elsewhere, shifted, walk, window

PARAMETERS = "listTasks/parameters"
PAGE = "/components/schemas/TaskList/properties"
SHOWN = 100  # the default of `limit`


@pytest.fixture(scope="module")
def known(api: Account) -> Window:
    """Tasks between which there are no others."""
    if api.is_test:
        pytest.skip("the tasks of a test key change while they are listed; give a live key")
    return window(api)


@rule("list-newest-first", clause="listTasks/description")
def test_newest_first(known: Window) -> None:
    """The list is sorted by `created_at`, the newest task first."""
    known.expect(known.ids)


@rule("list-default-page", clause=f"{PARAMETERS}/limit/schema/default")
def test_default_page(api: Account) -> None:
    """Without parameters the list begins with the newest task and shows 100."""
    newest = api.task()
    page = api.page()
    expect_same(page.get("limit"), SHOWN, "limit", page["exchange"])
    expect_same(page.get("offset"), 0, "offset", page["exchange"])
    expect_same(
        len(page["docs"]), min(SHOWN, page.get("total", 0)), "the number of docs", page["exchange"]
    )
    if newest["created_at"] > page["docs"][0]["created_at"]:
        raise Broken("the newest task first", page["docs"][0]["created_at"], page["exchange"])


@rule("list-limit-kept", clause=f"{PARAMETERS}/limit")
def test_limit(known: Window) -> None:
    """A page holds as many tasks as `limit` says, if there are as many, and repeats it."""
    for limit in (1, 3, len(known.tasks), 100):
        page = known.expect(known.ids[:limit], limit=limit)
        expect_same(page.get("limit"), limit, "limit", page["exchange"])


@rule("list-offset-kept", clause=f"{PARAMETERS}/offset")
def test_offset(known: Window) -> None:
    """`offset` skips as many tasks from the newest on, and is repeated in the page."""
    for offset in (0, 1, len(known.tasks) - 1, len(known.tasks)):
        page = known.expect(known.ids[offset:], offset=offset)
        expect_same(page.get("offset"), offset, "offset", page["exchange"])


@rule("list-limit-and-offset-combine", clause=f"{PARAMETERS}/offset")
def test_limit_and_offset(known: Window) -> None:
    """Pages of `limit` and `offset` follow each other without a gap and without a task twice."""
    for limit in (2, 3):
        for offset in range(0, len(known.tasks), limit):
            known.expect(known.ids[offset : offset + limit], limit=limit, offset=offset)


@rule("list-offset-beyond-end", clause=f"{PARAMETERS}/offset/schema/maximum")
def test_beyond_end(known: Window) -> None:
    """An offset beyond the last task, up to the largest, answers an empty page."""
    for offset in (len(known.tasks) + 1, 1_000_000_000):
        page = known.expect([], offset=offset)
        expect_same(page.get("total"), len(known.tasks), "total", page["exchange"])
        expect_same(page.get("has_more"), False, "has_more", page["exchange"])  # noqa: FBT003 - JSON


@rule("list-total-counts-all", clause=f"{PAGE}/total")
def test_total(known: Window) -> None:
    """`total` counts all tasks that match, whatever part of them the page shows."""
    for query in ({}, {"limit": 1}, {"limit": 2, "offset": 3}, {"offset": 5}):
        page = known.page(**query)
        expect_same(page.get("total"), len(known.tasks), "total", page["exchange"])
    page = known.page(status="canceled", limit=1)
    expect_same(page.get("total"), len(known.where(status="canceled")), "total", page["exchange"])
    token = known.page(limit=2).get("next_token")
    page = known.page(limit=2, next_token=token)
    expect_same(page.get("total"), len(known.tasks), "total of the next page", page["exchange"])


@rule("list-has-more-at-edge", clause=f"{PAGE}/has_more")
def test_has_more(known: Window) -> None:
    """`has_more` is true exactly while tasks follow the page, also where it ends with the last."""
    count = len(known.tasks)
    for limit, offset in (
        (count, 0),
        (count - 1, 0),
        (1, count - 1),
        (1, count - 2),
        (count + 1, 0),
    ):
        page = known.page(limit=limit, offset=offset)
        more = offset + limit < count
        expect_same(page.get("has_more"), more, "has_more", page["exchange"])


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
def test_walk_while_creating(known: Window) -> None:
    """A walk shows each task that existed at its start exactly once while others are created."""
    query: dict[str, Any] = {"limit": 2, "start_time": known.start}
    newest = known.account.task()  # whatever is created from here on is newer than the walk
    page = known.account.page(**query)
    ids: list[str] = list(page["ids"])
    while page.get("has_more") and not set(known.ids) <= set(ids):
        known.account.task()
        page = known.account.page(**query, next_token=page.get("next_token"))
        ids += page["ids"]
    counted = [(i, ids.count(i)) for i in (newest["task_id"], *known.ids) if ids.count(i) != 1]
    if counted:
        task_id, count = counted[0]
        raise Broken("each task once", f"{known.told([task_id])}: {count} times", page["exchange"])


@rule("list-walk-while-canceling", clause=f"{PARAMETERS}/next_token")
def test_walk_while_canceling(api: Account) -> None:
    """A walk through the pending tasks shows each once while those already shown are canceled."""
    if api.is_test:
        pytest.skip("the tasks of a test key change while they are listed; give a live key")
    tasks = [api.task() for _ in range(4)]
    start = min(task["created_at"] for task in tasks)
    query: dict[str, Any] = {"limit": 1, "status": "pending", "start_time": start}
    page = api.page(**query)
    ids: list[str] = list(page["ids"])
    for _ in range(100):
        if not page.get("has_more"):
            break
        api.cancel(page["ids"][0])
        page = api.page(**query, next_token=page.get("next_token"))
        ids += page["ids"]
    for task in tasks:
        if ids.count(task["task_id"]) != 1:
            raise Broken(
                "each task once",
                f"{task['task_id']} {ids.count(task['task_id'])} times",
                page["exchange"],
            )


def tokens(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("never-given-out", "bmV2ZXItZ2l2ZW4tb3V0", "{}", "a b", "\u00e9", "x" * 2000)


@rule("list-token-unknown-refused", clause=f"{PARAMETERS}/next_token", cases=tokens)
def test_unknown_token(api: Account, case: str) -> None:
    """A `next_token` that the API did not give out is refused with 400."""
    expect_status(api.list(next_token=case), 400)


@rule("list-docs-are-tasks", clause=f"{PAGE}/docs")
def test_docs(known: Window) -> None:
    """A task in the list is the same as when it is retrieved."""
    page = known.page()
    for listed in page["docs"]:
        task = expect_status(known.account.retrieve(listed["task_id"]), 200).json
        expect_same(
            known.account.known(listed), known.account.known(task), "the task", page["exchange"]
        )


@dataclass(frozen=True)
class Value:
    """A value of a query parameter."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}={self.text[:40]}"


def out_of_bounds(contract: Contract) -> Iterator[Value]:
    for parameter in map(contract.resolved, contract.at(PARAMETERS)):
        schema = contract.resolved(parameter["schema"])
        if parameter["in"] != "query" or parameter["name"] == "next_token":
            continue
        for text in _wrong(schema):
            yield Value(parameter["name"], text)
        if not parameter.get("allowEmptyValue"):
            yield Value(parameter["name"], "")


def _wrong(schema: dict[str, Any]) -> Iterator[str]:
    if schema["type"] == "integer":
        yield from (str(schema["minimum"] - 1), str(schema["maximum"] + 1), "-7", "9" * 30)
        yield from ("1.5", "ten", "true", "NaN", "0x10")
    elif "enum" in schema:
        first = schema["enum"][0]
        yield from ("other", first.upper(), ",".join(schema["enum"]), f"{first}x")
    else:
        yield from ("yesterday", "2026-03-01", "1772617623", "null")
        yield from (
            "2026-03-01T00:00:00.000",
            "2026-13-01T00:00:00.000Z",
            "2026-02-30T00:00:00.000Z",
        )
        yield from (
            "2026-03-01T25:00:00.000Z",
            "2026-03-01T00:61:00.000Z",
            "2026-03-01T00:00:00.000Zx",
        )


@rule(
    "list-value-out-of-bounds-refused",
    clause="/components/responses/InvalidQuery",
    cases=out_of_bounds,
)
def test_out_of_bounds(api: Account, case: Value) -> None:
    """A value outside the schema of a parameter is refused with 400."""
    expect_status(api.list(**{case.name: case.text}), 400)


def at_bounds(contract: Contract) -> Iterator[Value]:
    for parameter in map(contract.resolved, contract.at(PARAMETERS)):
        schema = contract.resolved(parameter["schema"])
        for text in (
            *schema.get("enum", ()),
            *(schema[k] for k in ("minimum", "maximum") if k in schema),
        ):
            yield Value(parameter["name"], str(text))
        if parameter["name"].endswith("_time"):
            yield Value(parameter["name"], "1970-01-01T00:00:00.000Z")
            yield Value(parameter["name"], "2999-12-31T23:59:59.999Z")


@rule("list-value-at-bound-accepted", clause=PARAMETERS, cases=at_bounds)
def test_at_bounds(api: Account, case: Value) -> None:
    """A value at the bound of its schema is accepted."""
    expect_status(api.list(**{"limit": 1, case.name: case.text}), 200)
