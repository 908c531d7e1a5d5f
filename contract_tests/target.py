"""The server under test: one way in, so that nothing is sent or received unseen."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from contract_tests.broken import Broken, NoAnswer, OutOfTime
from contract_tests.connection import Hang, Trouble
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange, Pairs, Request, Response
from contract_tests.journal import RECORD, Finding, Journal, Made, Record
from contract_tests.oracle import Observation, passive
from contract_tests.secrets import Secrets, basic
from contract_tests.throttle import Throttle
from contract_tests.turnstile import Turnstile
from contract_tests.wire import Limits, Wire

RUN_TAG = "contract_test_run"  # the key in `metadata` under which each task carries the run's id
CANCEL = "cancelTask"
HANGS, TROUBLES = 3, 20  # requests that may hang, and have no good response, before a run ends
RETRIES = 5  # of a request that was answered 429


@dataclass
class Target:
    """A server, reached with the keys of its accounts; every exchange is recorded and observed."""

    base_url: str
    contract: Contract
    keys: Mapping[str, str]
    secrets: Secrets
    journal: Journal
    limits: Limits = field(default_factory=Limits)
    max_rate: float = 0.0
    max_time: float = 0.0
    turnstile: Turnstile = field(default_factory=Turnstile)

    def __post_init__(self) -> None:
        self.wire = Wire(urlsplit(self.base_url), self.limits)
        self.throttle = Throttle(self.max_rate)
        self.lock = threading.Lock()
        self.ends_at = time.monotonic() + self.max_time if self.max_time else float("inf")

    @property
    def hopeless(self) -> str:
        """Why it makes no sense to go on, or the empty string."""
        if self.journal.hangs >= HANGS:
            return f"{HANGS} requests had no answer in time"
        if self.journal.troubles >= TROUBLES:
            return f"{TROUBLES} requests had no complete, well-formed response"
        return f"the run's {self.max_time:g} seconds are over" if self._is_late else ""

    @property
    def _is_late(self) -> bool:
        return time.monotonic() > self.ends_at

    @contextmanager
    def recording(self) -> Iterator[Record]:
        """Give the record of what this thread sends meanwhile, and those that it starts."""
        token = RECORD.set(Record())
        try:
            yield RECORD.get()
        finally:
            RECORD.reset(token)

    def send(self, request: Request) -> Exchange:
        """Send a request and return the exchange, observed; a 429 is waited for and sent again.

        Raises NoAnswer where there is no complete response, OutOfTime once the run's time is over.
        """
        for _ in range(RETRIES):
            exchange = self._send_once(request)
            if exchange.status != 429 or not self._pause(exchange):
                break
        return exchange

    def _send_once(self, request: Request) -> Exchange:
        if self._is_late:
            raise OutOfTime(self.hopeless)
        try:
            response = self.deliver(request)
        except Trouble as trouble:
            raise self._report(request, trouble) from None
        operation = self.contract.match(request.method, request.path)
        exchange = Exchange(request, response, operation.id if operation else "")
        self._observe(exchange)
        return exchange

    def deliver(self, request: Request) -> Response:
        """Send a request and return the response, unobserved; raises Trouble without one."""
        self.throttle.wait()
        with self.lock:
            self.journal.requests += 1
        if request.method != "POST":
            return self.wire.exchange(request, self._headers(request))
        with self.turnstile.passing():
            return self.wire.exchange(request, self._headers(request))

    def _report(self, request: Request, trouble: Trouble) -> NoAnswer:
        self.journal.troubles += 1
        self.journal.hangs += isinstance(trouble, Hang)
        broken = NoAnswer("a complete, well-formed response", str(trouble), request)
        RECORD.get().findings.append(Finding("response-complete", broken))
        return broken

    def _observe(self, exchange: Exchange) -> None:
        record = RECORD.get()
        record.exchanges.append(exchange)
        with self.lock:
            self._count(exchange)
        observation = Observation(exchange, self.contract, self.secrets)
        for rule, check in passive():
            try:
                self.journal.checked[rule.id] += check(observation)
            except Broken as broken:
                broken.request = exchange.request
                record.findings.append(Finding(rule.id, broken))

    def _count(self, exchange: Exchange) -> None:
        for operation in self._answering(exchange):
            self.journal.seen[operation, exchange.status] += 1
        self._note_task(exchange)

    def _answering(self, exchange: Exchange) -> list[str]:
        """Return the operations that a response is documented in: a 405 in all of the path."""
        if exchange.operation:
            return [exchange.operation]
        return [o.id for o in self.contract.item(exchange.request.path) if exchange.status == 405]

    def _note_task(self, exchange: Exchange) -> None:
        body = exchange.json
        if exchange.status != 200 or not isinstance(body, dict):
            return
        task_id, status = body.get("task_id"), body.get("status")
        if not isinstance(task_id, str) or not isinstance(status, str):
            return
        made = self.journal.tasks.get(task_id)
        if made:
            made.status = status
            made.canceled |= exchange.operation == CANCEL
        elif exchange.request.method == "POST" and not exchange.request.path.endswith("/cancel"):
            self.journal.tasks[task_id] = Made(exchange.request.key or "api", status)

    def _headers(self, request: Request) -> Pairs:
        own: Pairs = (
            ("User-Agent", "apiref-contract-tests"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
        )
        authorization = request.authorization
        if request.key:
            authorization = basic(self.keys[request.key])
        if authorization:
            own = (*own, ("Authorization", authorization))
        return (*own, *request.headers)

    def _pause(self, exchange: Exchange) -> bool:
        """Wait as long as a 429 asks for; False if the run would be over by then."""
        text = exchange.response.header("Retry-After") or "1"
        seconds = float(text) if text.isdecimal() else 1.0
        if time.monotonic() + seconds > self.ends_at:
            return False
        time.sleep(seconds)
        return True

    def tagged_bytes(self, operation: Operation, body: bytes | None) -> bytes | None:
        """Return a JSON body of a create operation tagged, and any other as it is."""
        if not body or operation not in self.contract.creations:
            return body
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            return body
        tagged = self.tagged(value)
        return body if tagged is value else json.dumps(tagged).encode()

    def tagged(self, body: Any) -> Any:
        """Return the body with the run's id in its metadata, where that is an object or absent."""
        if not isinstance(body, dict) or not isinstance(body.get("metadata", {}), dict):
            return body
        return {**body, "metadata": {**body.get("metadata", {}), RUN_TAG: self.journal.run_id}}
