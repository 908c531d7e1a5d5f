"""Listing tasks: order, paging, filters, walks."""

import string
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from time import sleep
from typing import Any

import pytest

from apiref.sandbox import Store, create_app, running
from apiref.spec import Spec

from .client import Client, ClientOf


class OneMoment(Store):
    """A store whose tasks are all of the same millisecond."""

    def now(self) -> int:
        return 1_700_000_000_000


@pytest.fixture
def fresh(spec: Spec) -> Iterator[Client]:
    with running(create_app(spec)) as url:
        yield Client(url, spec)


@pytest.fixture
def of_one_moment(spec: Spec) -> Iterator[Client]:
    with running(create_app(spec, OneMoment())) as url:
        yield Client(url, spec)


def ids(tasks: list[dict[str, Any]]) -> list[str]:
    return [task["task_id"] for task in tasks]


def create(client: Client, *types: str) -> list[dict[str, Any]]:
    """Create tasks, each in a millisecond of its own, and give them newest first."""
    tasks: list[dict[str, Any]] = []
    for type_ in types:
        tasks.insert(0, client.create(type_))
        sleep(0.002)
    return tasks


def walk(client: Client, **query: Any) -> Iterator[list[str]]:
    page = client.get("/tasks", **query)
    yield ids(page["docs"])
    while page["has_more"]:
        page = client.get("/tasks", **query, next_token=page["next_token"])
        yield ids(page["docs"])


def test_an_empty_list(fresh: Client) -> None:
    page = {"docs": [], "total": 0, "limit": 100, "offset": 0, "has_more": False}
    assert fresh.get("/tasks") == page


def test_newest_first_with_whole_tasks(fresh: Client) -> None:
    tasks = create(fresh, "transcription", "buyproduct", "categorization")
    assert fresh.get("/tasks")["docs"] == tasks


def test_limit_and_offset(fresh: Client) -> None:
    tasks = ids(create(fresh, *["transcription"] * 5))
    for limit in (1, 2, 4, 5, 6, 100):
        for offset in (0, 1, 3, 4, 5, 6, 1_000_000_000):
            page = fresh.get("/tasks", limit=limit, offset=offset)
            more = offset + limit < 5
            assert ids(page["docs"]) == tasks[offset : offset + limit]
            assert (page["total"], page["limit"], page["offset"]) == (5, limit, offset)
            assert (page["has_more"], "next_token" in page) == (more, more)


def test_a_page_holds_a_hundred_by_default(fresh: Client) -> None:
    for _ in range(101):
        fresh.create()
    page = fresh.get("/tasks")
    assert (len(page["docs"]), page["total"], page["has_more"]) == (100, 101, True)


def test_filters_combine_with_and(fresh: Client) -> None:
    tasks = create(fresh, "transcription", "categorization", "transcription", "buyproduct")
    for task in tasks[1:3]:
        task["status"] = fresh.ok("POST", f"/task/{task['task_id']}/cancel")["status"]
    for status in ("pending", "canceled", "completed", ""):
        for type_ in ("transcription", "categorization", "buyproduct", ""):
            page = fresh.get("/tasks", status=status, type=type_)
            expected = [task for task in tasks if task["status"] == (status or task["status"])]
            expected = [task for task in expected if task["type"] == (type_ or task["type"])]
            assert (page["docs"], page["total"]) == (expected, len(expected))


def test_the_bounds_of_the_window_are_inclusive(fresh: Client) -> None:
    tasks = create(fresh, *["transcription"] * 4)
    newest, _, third, _ = (task["created_at"] for task in tasks)
    windows = {
        (newest, ""): tasks[:1],
        (third, ""): tasks[:3],
        ("", third): tasks[2:],
        (third, newest): tasks[:3],
        (third, third): tasks[2:3],
        (newest, third): [],
        ("", ""): tasks,
    }
    for (start, end), expected in windows.items():
        page = fresh.get("/tasks", start_time=start, end_time=end)
        assert (page["docs"], page["total"]) == (expected, len(expected))


def moved(time: str, minutes: int, fraction: str) -> str:
    """Write a time with another offset than Z, its milliseconds with more digits."""
    moment = datetime.fromisoformat(time).astimezone(timezone(timedelta(minutes=minutes)))
    whole = moment.isoformat(timespec="milliseconds")
    return whole[:-6] + fraction + whole[-6:]


@pytest.mark.parametrize("minutes", [0, 120, -570, 1439, -1439])
def test_a_bound_in_another_offset_is_the_same_moment(fresh: Client, minutes: int) -> None:
    tasks = create(fresh, *["transcription"] * 3)
    middle = tasks[1]["created_at"]
    exactly, later = moved(middle, minutes, "000"), moved(middle, minutes, "001")
    for query, expected in (
        ({"start_time": exactly}, tasks[:2]),
        ({"end_time": exactly}, tasks[1:]),
        ({"start_time": later}, tasks[:1]),
        ({"end_time": later}, tasks[1:]),
    ):
        assert fresh.get("/tasks", **query)["docs"] == expected


def test_an_offset_whose_plus_is_not_encoded_is_refused(client: Client) -> None:
    response = client("GET", "/tasks?start_time=2026-03-01T00:00:00.000+01:00")
    assert response.status_code == 400
    assert "%2B" in response.json()["error"]


REFUSED = [
    *(
        ("limit", value)
        for value in ("0", "101", "-1", "1.0", "1e1", "+1", " 1", "\uff11", "", "all")
    ),
    *(("limit", value) for value in ("0x10", "1_0", "007", "9" * 5_000, "NaN", "true", "null")),
    *(("offset", value) for value in ("-1", "1000000001", "0.5", "", "none")),
    *(("status", value) for value in ("Pending", "pending ", "done", "null", "\u0000", "\ufffd")),
    *(("type", value) for value in ("Transcription", "task", "transcription,categorization")),
    *(("start_time", value) for value in ("2026-03-01", "now", "1772442000", "2026-03-01T00:00Z")),
    *(("end_time", value) for value in ("2026-02-30T00:00:00.000Z", "2026-03-01T24:00:00.000Z")),
    *(("next_token", value) for value in ("", "x", "é", "0", "a" * 24, "a" * 5_000)),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_outside_its_schema_is_refused(client: Client, name: str, value: str) -> None:
    response = client("GET", "/tasks", params={name: value})
    assert response.status_code == 400
    assert f"`{name}`" in response.json()["error"]


def test_a_parameter_given_twice_is_refused(client: Client) -> None:
    assert client("GET", "/tasks?limit=1&limit=2").status_code == 400


def test_an_unknown_parameter_is_ignored(client: Client) -> None:
    client.get("/tasks", order="oldest", Limit="none", **{"": "", "limit[]": "x"})


def test_a_walk_yields_each_task_once_while_others_are_created(fresh: Client) -> None:
    tasks = ids(create(fresh, *["transcription"] * 7))
    seen = []
    for page in walk(fresh, limit=2):
        seen += page
        fresh.create()
        fresh.create("categorization")
    assert seen == tasks


def test_a_walk_keeps_to_its_filters(fresh: Client) -> None:
    tasks = create(fresh, *["transcription", "categorization"] * 5)
    window = {"start_time": tasks[-3]["created_at"], "end_time": tasks[1]["created_at"]}
    matching = [task["task_id"] for task in tasks[1:8] if task["type"] == "transcription"]
    assert list(walk(fresh, type="transcription", limit=3, **window)) == [
        matching[:3],
        matching[3:],
    ]


def test_a_walk_among_tasks_of_one_millisecond(of_one_moment: Client) -> None:
    created = [of_one_moment.create()["task_id"] for _ in range(8)]
    pages = list(walk(of_one_moment, limit=3))
    assert [len(page) for page in pages] == [3, 3, 2]
    walked = [task_id for page in pages for task_id in page]
    assert sorted(walked) == sorted(created)
    assert ids(of_one_moment.get("/tasks")["docs"]) == walked


def test_a_walk_from_an_offset(fresh: Client) -> None:
    tasks = ids(create(fresh, *["transcription"] * 6))
    assert list(walk(fresh, limit=2, offset=1)) == [tasks[1:3], tasks[3:5], tasks[5:]]


def test_a_token_carries_its_filters(fresh: Client) -> None:
    tasks = create(fresh, *["transcription", "buyproduct"] * 3)
    token = fresh.get("/tasks", type="buyproduct", limit=1)["next_token"]
    assert ids(fresh.get("/tasks", next_token=token)["docs"]) == ids([tasks[2], tasks[4]])
    assert fresh("GET", "/tasks", params={"next_token": token, "type": ""}).ok
    other = {"next_token": token, "type": "transcription"}
    assert fresh("GET", "/tasks", params=other).status_code == 400


def test_a_token_that_was_not_given_out_is_refused(fresh: Client, client_of: ClientOf) -> None:
    create(fresh, "transcription", "transcription")
    token = fresh.get("/tasks", limit=1)["next_token"]
    changed = [token[:place] + "~" + token[place + 1 :] for place in (0, 9, len(token) - 1)]
    for made_up in (*changed, token[:-1], token[1:], token + "A", token.swapcase()):
        assert fresh("GET", "/tasks", params={"next_token": made_up}).status_code == 400
    # Another server's token, and so another secret's.
    assert (
        client_of("live_sandbox")("GET", "/tasks", params={"next_token": token}).status_code == 400
    )


def test_a_changed_token_cannot_be_signed_by_trying(fresh: Client) -> None:
    """No last character makes a token valid again whose first one is changed."""
    create(fresh, "transcription", "transcription")
    token = fresh.get("/tasks", limit=1)["next_token"]
    changed = chr(ord(token[0]) ^ 1) + token[1:-1]
    for last in string.ascii_letters + string.digits + "-_":
        made_up = {"next_token": changed + last}
        assert fresh("GET", "/tasks", params=made_up).status_code == 400


def test_a_token_of_another_account_is_refused(fresh: Client, spec: Spec) -> None:
    create(fresh, "transcription", "transcription")
    token = fresh.get("/tasks", limit=1)["next_token"]
    neighbour = Client(fresh.base_url, spec, "live_neighbour")
    assert neighbour("GET", "/tasks", params={"next_token": token}).status_code == 400
