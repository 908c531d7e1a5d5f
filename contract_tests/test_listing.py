"""The list of tasks: its pages, its order, its numbers, and the values of its parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.account import Account, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule
from contract_tests.window import Window

PARAMETERS = "listTasks/parameters"
PAGE = "/components/schemas/TaskList/properties"
SHOWN = 100  # the default of `limit`


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
