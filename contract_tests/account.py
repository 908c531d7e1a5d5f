"""What the rules do with one account of the target, in the words of the contract."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from contract_tests.broken import Broken, Unmet
from contract_tests.contract import Operation, shortened
from contract_tests.exchange import Exchange, Pairs, Request
from contract_tests.target import Target

JSON: Pairs = (("Content-Type", "application/json"),)
THREADS = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Account:
    """The target as one key sees it; with no key, as a stranger does."""

    target: Target
    key: str = "api"

    @property
    def is_test(self) -> bool:
        return self.target.keys.get(self.key, "").startswith("test_")

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Pairs = ()
    ) -> Exchange:
        return self.target.send(Request(method, path, headers, body, self.key))

    def post(self, operation: Operation, body: object, headers: Pairs = JSON) -> Exchange:
        """Send a JSON value as the body of an operation, without the run's tag."""
        return self.send(operation.method, operation.path, encoded(body), headers)

    def create(self, operation: Operation, body: Mapping[str, Any]) -> Exchange:
        """Send a create request, tagged with the run's id."""
        return self.post(operation, self.target.tagged(dict(body)))

    def task(self, operation: Operation | None = None, **changes: object) -> dict[str, Any]:
        """Return a new task, made from the first example of the contract with some changes.

        Raises Unmet if the server does not create it: that is the creation rules' matter.
        """
        operation = operation or self.target.contract.creations[0]
        exchange = self.create(operation, {**example(self.target, operation), **changes})
        if exchange.status != 200 or not is_task(exchange.json):
            raise Unmet(f"no task could be created: {described(exchange)}")
        return dict(exchange.json)

    def retrieve(self, task_id: str) -> Exchange:
        return self.send("GET", f"/task/{quote(task_id, safe='')}")

    def cancel(self, task_id: str) -> Exchange:
        return self.send("POST", f"/task/{quote(task_id, safe='')}/cancel")

    def list(self, **query: object) -> Exchange:
        return self.send("GET", f"/tasks?{urlencode(query)}" if query else "/tasks")

    def page(self, **query: object) -> dict[str, Any]:
        """Return a page of the list.

        Raises Broken where there is none.
        """
        exchange = expect_status(self.list(**query), 200)
        page = exchange.json
        docs = page.get("docs") if isinstance(page, dict) else None
        if not isinstance(docs, list) or not all(map(is_task, docs)):
            raise Broken("a page of tasks", described(exchange), exchange)
        return {**page, "exchange": exchange, "ids": [task["task_id"] for task in docs]}

    def known(self, task: object) -> dict[str, Any]:
        """Return a task without the properties that the contract does not describe."""
        names = self.target.contract.at("/components/schemas/TranscriptionTask")["properties"]
        return {k: v for k, v in task.items() if k in names} if isinstance(task, dict) else {}

    def operate(self, operation: Operation, task_id: str, body: bytes | None = None) -> Request:
        """Return a valid request of any operation, on the task if it takes one, without a key."""
        path = operation.path.replace("{task_id}", quote(task_id, safe=""))
        if path == "/tasks":
            path += "?limit=1"
        if operation in self.target.contract.creations:
            body = (
                encoded(self.target.tagged(example(self.target, operation)))
                if body is None
                else body
            )
        return Request(operation.method, path, JSON if body is not None else (), body)


def is_task(value: object) -> bool:
    """Whether a value has what the rules rely on in a task; its schema is the oracle's matter."""
    names = ("task_id", "type", "status", "created_at")
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names)


def encoded(value: object) -> bytes:
    """Return the value as JSON in UTF-8; lone surrogates, which UTF-8 cannot hold, as escapes."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def example(target: Target, operation: Operation) -> dict[str, Any]:
    """Return the first documented request body of an operation."""
    media = target.contract.at(f"{operation.id}/requestBody/content/application~1json")
    return dict(next(iter(media["examples"].values()))["value"])


def found(task: dict[str, Any], name: str) -> object:
    """Return what a task has for a property of the request: at its top, or in `params`."""
    return task[name] if name in task else task.get("params", {}).get(name)


def together(calls: Iterable[Callable[[], T]]) -> list[T]:
    """Make the calls at the same time and return their results in order."""
    contexts = [(copy_context(), call) for call in calls]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda pair: pair[0].run(pair[1]), contexts))


def at_once(whole: Callable[[], None], parts: Iterable[Callable[[], None]]) -> None:
    """Check several things with one request; where they do not hold, each alone, to name the one.

    Raises Broken of the part, or of the whole where each part holds.
    """
    try:
        whole()
    except Broken:
        for part in parts:
            part()
        raise


def described(exchange: Exchange) -> str:
    """Return status and body in one line, for a reader."""
    text = exchange.response.body.decode("utf-8", "replace")
    return shortened(f"{exchange.status} {text}".strip())


def expect_status(exchange: Exchange, *statuses: int, because: str = "") -> Exchange:
    """Return the exchange; raises Broken if its status is none of these."""
    if exchange.status in statuses:
        return exchange
    expected = " or ".join(map(str, statuses)) + (f": {because}" if because else "")
    raise Broken(expected, described(exchange), exchange)


def expect_same(received: object, expected: object, what: str, about: Exchange) -> None:
    """Compare two JSON values; raises Broken with the first difference: 1 is 1.0, not true."""
    difference = next(differences(expected, received, what), None)
    if difference:
        place, wanted, got = difference
        raise Broken(f"{place}: {wanted}", got, about)


def differences(expected: Any, received: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Yield the places where two JSON values differ, each with what was expected and received."""
    if isinstance(expected, dict) and isinstance(received, dict):
        for key in expected.keys() | received.keys():
            inner = f"{place}[{shortened(repr(key), 80)}]"
            if key not in received:
                yield inner, shown(expected[key]), "no such property"
            elif key not in expected:
                yield inner, "no such property", shown(received[key])
            else:
                yield from differences(expected[key], received[key], inner)
    elif (
        isinstance(expected, list) and isinstance(received, list) and len(expected) == len(received)
    ):
        for number, (one, other) in enumerate(zip(expected, received, strict=True)):
            yield from differences(one, other, f"{place}[{number}]")
    elif isinstance(expected, str) and isinstance(received, str):
        if expected != received:
            yield _first_difference(expected, received, place)
    elif not _equal(expected, received):
        yield place, shown(expected), shown(received)


def _first_difference(expected: str, received: str, place: str) -> tuple[str, str, str]:
    pairs = enumerate(zip(expected, received, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(expected), len(received)))
    start = max(0, at - 10)
    where = f"{place}, from character {start} on" if start else place
    return where, shown(expected[start : at + 40]), shown(received[start : at + 40])


def _equal(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return _double(one) == _double(other)
    return type(one) is type(other) and one == other


def _double(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def shown(value: object) -> str:
    """Return a JSON value for a reader, with what cannot be seen escaped."""
    return shortened(json.dumps(value, ensure_ascii=True), 160)
