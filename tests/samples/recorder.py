"""A sandbox of its own for each key, with a record of what came and what was answered."""

import base64
import json
from collections import defaultdict
from dataclasses import dataclass
from time import monotonic
from typing import Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from apiref.sandbox import Account, Sandbox, Store, create_app, seed
from apiref.spec import Spec
from tests.samples.echo_server import Arrived

REFUSAL = "The reason stands here."
WAIT = 1


@dataclass(frozen=True)
class Exchange:
    """A request and what it was answered; `at` is when it arrived, in seconds."""

    arrived: Arrived
    status: int
    answer: str
    at: float

    @property
    def json(self) -> Any:
        return json.loads(self.answer)


class Recorder:
    """An application that takes any key. `exchanges` are kept under the key they came with.

    Samples that change a task do not meet: each key has a sandbox with the documented tasks. The
    first requests of a key are answered with its `refusals`, statuses of errors.
    """

    def __init__(self, spec: Spec, sandbox: type[Sandbox] = Sandbox) -> None:
        self.spec = spec
        self.sandbox = sandbox
        self.apps: dict[str, Starlette] = {}
        self.exchanges: defaultdict[str, list[Exchange]] = defaultdict(list)
        self.refusals: defaultdict[str, list[int]] = defaultdict(list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.answer(scope, receive, send)
        else:
            await self.app_of("")(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        at, request, sent = monotonic(), await _body(receive), list[Message]()

        async def again() -> Message:
            return {"type": "http.request", "body": request}

        async def keep(message: Message) -> None:
            """Record the exchange before a client can know that it is over."""
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answer = b"".join(one.get("body", b"") for one in sent).decode()
                self.exchanges[key].append(Exchange(arrived, sent[0]["status"], answer, at))
            await send(message)

        arrived = _arrived(scope, request)
        key = _key(arrived)
        app = refused(self.refusals[key].pop(0)) if self.refusals[key] else self.app_of(key)
        await app(scope, again, keep)

    def app_of(self, key: str) -> Starlette:
        if key not in self.apps:
            account, store = Account(key, (key,), "callback_sandbox"), Store()
            seed(store, self.spec, account=key)
            self.apps[key] = create_app(self.spec, store, accounts=[account], sandbox=self.sandbox)
        return self.apps[key]


def refused(status: int) -> ASGIApp:
    """Give what answers an error; if the request is early, it is told to wait for WAIT seconds."""
    body = {"status_code": status, "error": REFUSAL}
    return JSONResponse(body, status, {"Retry-After": str(WAIT)} if status == 429 else None)


async def _body(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _arrived(scope: Scope, body: bytes) -> Arrived:
    query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
    headers = tuple((name.decode(), value.decode()) for name, value in scope["headers"])
    return Arrived(scope["method"], scope["raw_path"].decode() + query, headers, body)


def _key(arrived: Arrived) -> str:
    scheme, _, token = (arrived.header("Authorization") or "").partition(" ")
    return base64.b64decode(token).decode().partition(":")[0] if scheme == "Basic" else ""
