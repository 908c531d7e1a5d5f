"""A second server that keeps the contract, by the standard library alone, from the prose.

It shares no code with the sandbox and chooses differently wherever the contract leaves a choice:
identifiers are numbers, its clock is coarse, responses hold more, unknown paths answer in HTML,
HEAD is not supported, a password is refused, lone surrogates and deep JSON are refused, a test key
sees only its own tasks and completes them at once, and paths of former years are unknown.
"""

import base64
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from urllib.request import Request, urlopen

KEYS = {"live_other": "first", "test_other": "first", "live_stranger": "second"}
CALLBACK_KEY = "callback_other"
LARGEST = 1024 * 1024
DEEPEST = 64
CLOCK = 20  # milliseconds
URL = re.compile(r"https?://[^\s/?#]\S*")
TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


class Refused(Exception):  # noqa: N818 - says what it is
    """An error of the API."""

    def __init__(self, status: int, error: str, **headers: str) -> None:
        super().__init__(error)
        self.status, self.error, self.headers = status, error, headers


Check = Callable[[Any], bool]


def text(shortest: int, longest: int, pattern: str = ".*") -> Check:
    return lambda value: (
        isinstance(value, str)
        and shortest <= len(value) <= longest
        and re.fullmatch(pattern, value, re.DOTALL) is not None
    )


def number(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def mapping(least: int, most: int, check: Check) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and least <= len(value) <= most
        and all(check(item) for item in value.values())
    )


def different(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 100
        and all(isinstance(item, str) and 1 <= len(item) <= 255 for item in value)
        and len(set(value)) == len(value)
    )


def closed(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    both = {**required, **optional}
    return lambda value: (
        isinstance(value, dict)
        and set(required) <= set(value) <= set(both)
        and all(both[name](item) for name, item in value.items())
    )


WORD = text(1, 255)
URL_TEXT = text(1, 2048, URL.pattern)
COMMON = {"callback_url": URL_TEXT, "instruction": text(1, 10_000)}
CHOICE = {
    "urgency": one_of("immediate", "day", "week"),
    "metadata": lambda value: isinstance(value, dict),
}
ATTACHED = {
    "attachment_type": one_of("text", "image", "video", "audio", "website", "pdf"),
    "attachment": text(1, 10_000),
}
MONEY = {"amount": number(1, 100_000_000), "currency": text(3, 3, "[A-Z]{3}")}
ADDRESS = {
    **dict.fromkeys(("name", "line1", "city", "postal_code"), WORD),
    "country": text(2, 2, "[A-Z]{2}"),
}
MAP = mapping(1, 100, text(1, 1000))
KINDS: dict[str, tuple[dict[str, Check], dict[str, Check], dict[str, Any]]] = {
    "transcription": ({**ATTACHED, "fields": MAP}, {"repeatable_fields": MAP}, {}),
    "categorization": (
        {**ATTACHED, "categories": different},
        {"allow_multiple": lambda v: isinstance(v, bool), "category_ids": mapping(0, 100, WORD)},
        {"allow_multiple": False},
    ),
    "buyproduct": (
        {
            "product_url": URL_TEXT,
            "max_price": closed(MONEY, {}),
            "shipping_address": closed(ADDRESS, {"line2": WORD, "state": WORD}),
        },
        {"quantity": number(1, 100)},
        {"quantity": 1},
    ),
}


def answer(kind: str, params: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "transcription":
        rows = params.get("repeatable_fields")
        some = {"repeatable_fields": [dict.fromkeys(rows, "…")]} if rows else {}
        return {"fields": dict.fromkeys(params["fields"], "…"), **some}
    if kind == "buyproduct":
        return {
            "order_id": "7",
            "price": params["max_price"],
            "receipt_url": "https://shop.example/7",
        }
    ids = {category: i for i, category in params.get("category_ids", {}).items()}
    chosen = params["categories"][-1]
    found: dict[str, Any] = {"category": chosen}
    if chosen in ids:
        found["category_id"] = ids[chosen]
    return {k: [v] for k, v in found.items()} if params["allow_multiple"] else found


def checked(kind: str, body: Any) -> dict[str, Any]:
    """Give the body of a creation as the task shows it. Raises Refused."""
    if not isinstance(body, dict):
        raise Refused(400, "Send a JSON object.")
    required, optional, defaults = KINDS[kind]
    checks = {**COMMON, **CHOICE, **required, **optional}
    for name in body.keys() - checks.keys():
        raise Refused(400, f"I know no {name[:50]!r}.")
    for name in (*COMMON, *required):
        if name not in body:
            raise Refused(400, f"I miss {name}.")
    for name, value in body.items():
        if not checks[name](value):
            raise Refused(400, f"I cannot take this {name}.")
    params = {**defaults, **{k: v for k, v in body.items() if k in required or k in optional}}
    common = {name: body[name] for name in COMMON}
    choice = {"urgency": body.get("urgency", "day"), "metadata": body.get("metadata", {})}
    return {**common, **choice, "params": params}


def now() -> str:
    milliseconds = time.time_ns() // 1_000_000 // CLOCK * CLOCK
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def depth(value: Any) -> int:
    levels, row = 0, [value]
    while row:
        levels += 1
        row = [
            item
            for one in row
            for item in (
                one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            )
        ]
    return levels - 1


def parsed(body: bytes) -> Any:
    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        value = json.loads(body.decode("utf-8"), parse_constant=refuse)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refused(400, "This is no JSON in UTF-8.") from None
    if depth(value) > DEEPEST:
        raise Refused(400, "This is too deep.")
    return value


@dataclass
class World:
    """All tasks, each with its owner: an account, and whether it is a test key's."""

    tasks: list[dict[str, Any]] = field(default_factory=list)
    owners: dict[str, tuple[str, bool]] = field(default_factory=dict)
    tokens: dict[str, tuple[tuple[str, bool], int]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def create(self, owner: tuple[str, bool], kind: str, body: Any) -> dict[str, Any]:
        fields = checked(kind, body)
        with self.lock:
            task = {
                "task_id": str(40_000 + len(self.tasks)),
                "type": kind,
                "status": "pending",
                **fields,
                "is_test": owner[1],
                "created_at": now(),
            }
            if owner[1]:
                task |= {"status": "completed", "completed_at": now()}
                task["response"] = answer(kind, fields["params"])
            self.tasks.append(task)
            self.owners[task["task_id"]] = owner
        if owner[1]:
            threading.Thread(target=self.call_back, args=(task,), daemon=True).start()
        return task

    def find(self, owner: tuple[str, bool], task_id: str) -> dict[str, Any]:
        if self.owners.get(task_id) != owner:
            raise Refused(404, "Nothing of yours has this identifier.")
        return next(task for task in self.tasks if task["task_id"] == task_id)

    def cancel(self, owner: tuple[str, bool], task_id: str) -> dict[str, Any]:
        with self.lock:
            task = self.find(owner, task_id)
            if task["status"] != "pending":
                raise Refused(409, "It is too late for that.")
            task["status"] = "canceled"
            return task

    def page(self, owner: tuple[str, bool], query: Mapping[str, str]) -> dict[str, Any]:
        limit, offset = whole(query, "limit", 1, 100, 100), whole(query, "offset", 0, 10**9, 0)
        matching = self.matching(owner, query)
        token = query.get("next_token")
        start = offset
        if token is not None:
            if token not in self.tokens or self.tokens[token][0] != owner:
                raise Refused(400, "I gave out no such token.")
            last = self.tokens[token][1]
            start = sum(int(task["task_id"]) >= last for task in matching)
        docs = matching[start : start + limit]
        more = start + limit < len(matching)
        page: dict[str, Any] = {
            "docs": docs,
            "total": len(matching),
            "limit": limit,
            "offset": offset,
            "has_more": more,
        }
        if more:
            page["next_token"] = f"behind-{docs[-1]['task_id']}-{owner[0]}-{owner[1]}"
            self.tokens[page["next_token"]] = (owner, int(docs[-1]["task_id"]))
        return {"object": "list", **page}

    def matching(self, owner: tuple[str, bool], query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give the tasks that all filters leave, newest first; ids grow with time."""
        status = choice(query, "status", "pending", "completed", "canceled")
        kind = choice(query, "type", *KINDS)
        start, end = instant(query, "start_time"), instant(query, "end_time")
        with self.lock:
            return [
                dict(task)
                for task in reversed(self.tasks)
                if self.owners[task["task_id"]] == owner
                and status in (None, task["status"])
                and kind in (None, task["type"])
                and (start is None or start <= datetime.fromisoformat(task["created_at"]))
                and (end is None or datetime.fromisoformat(task["created_at"]) <= end)
            ]

    def call_back(self, task: dict[str, Any]) -> None:
        if urlsplit(task["callback_url"]).hostname != "127.0.0.1":
            return
        body = {"task_id": task["task_id"], "response": task["response"], "task": shown(task)}
        headers = {"Content-Type": "application/json", "Scale-Callback-Auth": CALLBACK_KEY}
        request = Request(task["callback_url"], json.dumps(body).encode(), headers, method="POST")
        try:
            with urlopen(request, timeout=5) as response:
                task["callback_succeeded"] = 200 <= response.status < 300
        except OSError:
            """It tries again in an hour."""


def whole(query: Mapping[str, str], name: str, least: int, most: int, default: int) -> int:
    value = query.get(name)
    if value is None:
        return default
    if not re.fullmatch("[0-9]{1,12}", value) or not least <= int(value) <= most:
        raise Refused(400, f"I cannot take this {name}.")
    return int(value)


def choice(query: Mapping[str, str], name: str, *values: str) -> str | None:
    value = query.get(name) or None
    if value is not None and value not in values:
        raise Refused(400, f"I cannot take this {name}.")
    return value


def instant(query: Mapping[str, str], name: str) -> datetime | None:
    value = query.get(name) or None
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value.upper() if TIME.fullmatch(value) else "")
    except ValueError:
        raise Refused(400, f"I cannot take this {name}.") from None


VIEWS = iter(range(10**9))


def shown(task: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **task,
        "object": "task",
        "shown_before": next(VIEWS),
        "url": f"/task/{task['task_id']}",
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    world: World

    def handle_method(self) -> None:
        try:
            path, _, query = self.path.partition("?")
            body, complete = self.read_body()
            status, value = 200, self.respond(unquote(path), query, body, complete=complete)
            headers: Mapping[str, str] = {}
        except Refused as refused:
            status, headers = refused.status, refused.headers
            value = {"status_code": status, "error": refused.error, "help": "Ask us."}
        if value is None:
            self.reply(404, b"<h1>Nothing here</h1>", {"Content-Type": "text/html"})
            return
        self.reply(
            status,
            json.dumps(value).encode(),
            {"Content-Type": "application/json; charset=utf-8", **headers},
        )

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Give the one method that stands for all of `do_GET`, `do_POST` and so on."""
        if not name.startswith("do_"):
            raise AttributeError(name)
        return self.handle_method

    def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def read_body(self) -> tuple[bytes, bool]:
        """Read the whole body, and give as much as may be one; whether that is all."""
        pieces, size = [], 0
        for piece in self.pieces():
            size += len(piece)
            if size <= LARGEST:
                pieces.append(piece)
        return b"".join(pieces), size <= LARGEST

    def pieces(self) -> Iterator[bytes]:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            piece = self.rfile.read(min(left, 65536))
            left -= len(piece)
            yield piece

    def owner(self) -> tuple[str, bool]:
        scheme, _, value = (self.headers.get("Authorization") or "").partition(" ")
        try:
            key, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            key = colon = password = ""
        if scheme.lower() != "basic" or not colon or password or key not in KEYS:
            raise Refused(
                401, "Who are you?", WWW_Authenticate='Basic realm="Other", charset="UTF-8"'
            )
        return KEYS[key], key.startswith("test_")

    def respond(self, path: str, query: str, body: bytes, *, complete: bool) -> Any:
        owner = self.owner()
        if not path.startswith("/v1/"):
            return None
        given = dict(parse_qsl(query, keep_blank_values=True))
        match path.removeprefix("/v1").split("/")[1:]:
            case ["tasks"]:
                self.only("GET")
                page = self.world.page(owner, given)
                return {**page, "docs": [shown(task) for task in page["docs"]]}
            case ["task", kind] if kind in KINDS and self.command != "GET":
                self.only("POST")
                return shown(self.world.create(owner, kind, self.json(body, complete=complete)))
            case ["task", task_id]:
                self.only("GET")
                return shown(self.world.find(owner, task_id))
            case ["task", task_id, "cancel"]:
                self.only("POST")
                return shown(self.world.cancel(owner, task_id))
        return None

    def only(self, method: str) -> None:
        if self.command != method:
            raise Refused(405, f"Here is only {method}.", Allow=method)

    def media_type(self) -> str:
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    def json(self, body: bytes, *, complete: bool) -> Any:
        charset = self.headers.get_content_charset("utf-8")
        if self.media_type() != "application/json" or charset != "utf-8":
            raise Refused(415, "Send application/json in UTF-8.")
        if not complete:
            raise Refused(413, "That is too much.")
        return parsed(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def serving(tasks: int = 0) -> Iterator[str]:
    """Serve on a free port, with so many tasks of the first account already there."""
    world = World()
    for count in range(tasks):
        body = {
            "callback_url": "https://example.com/done",
            "instruction": f"Number {count}.",
            "product_url": "https://example.org/paper",
            "max_price": {"amount": 100, "currency": "EUR"},
            "shipping_address": {
                "name": "Office", "line1": "Kanalstraße 14", "city": "Hamburg",
                "postal_code": "22085", "country": "DE",
            },
        }  # fmt: skip
        world.create(("first", False), "buyproduct", body)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"world": world}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
