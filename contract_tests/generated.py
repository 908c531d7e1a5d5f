"""Requests that schemathesis generates from openapi.yaml, sent through the one target.

The rules find what matters; this looks for what nobody thought of, and covers operations that are
new in the contract. It is bounded and seeded, so that two runs send the same.

schemathesis reads the contract and makes the requests. Whether a response is right is for the
oracle, as for all others, and whether the request was to be refused for our own reading of it:
schemathesis' mutations are not always what they are meant to be (an empty `status=` is allowed, and
a random string may be a time), the statuses that it takes are wide, and its checks cost as much
time as all else.
"""

import copy
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import h11
import hypothesis
import requests
import schemathesis
from schemathesis.core.transport import Response as Answer
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)

from contract_tests.account import described
from contract_tests.broken import Broken, NoAnswer, OutOfTime
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange, Request
from contract_tests.journal import RECORD
from contract_tests.reading import RequestReader
from contract_tests.target import Target

SEED = 20160216
EXAMPLES = 8  # of the fuzzing of one operation
SCENARIOS, STEPS = 12, 6  # of the state machine
Case: TypeAlias = schemathesis.Case[Any]
TAKEN = {"200", "404", "409"}  # of a valid request, which may be about nothing that exists
REFUSED = {"400", "404", "413", "415"}
OWN_HEADERS = {"host", "content-length", "user-agent", "accept", "accept-encoding", "connection"}


def configuration() -> schemathesis.Config:
    """Return the whole configuration, so that no schemathesis.toml further up has a say.

    - Security parameters are not generated: what is taken away would be put back, and the case,
      which must fail, would pass on every correct server. The credential rules do that part.
    - No database of examples is kept: a run must not depend on the one before.
    - No unexpected methods: `GET /task/transcription` may be read as the retrieval of that task.
    - Links are those of the contract; guessed ones are no promise.
    """
    data: dict[str, Any] = {
        "seed": SEED,
        "suppress-health-check": ["all"],
        "cache": {"enabled": False},
        "generation": {
            "database": "none",
            "with-security-parameters": False,
            "allow-extra-parameters": False,
            "max-examples": EXAMPLES,
            "no-shrink": True,
        },
        "phases": {
            "coverage": {"unexpected-methods": []},
            "stateful": {
                "generation": {"mode": "positive"},
                "inference": {"algorithms": []},
                "max-steps": STEPS,
            },
        },
    }
    return schemathesis.Config.from_dict(data)


def load(contract: Contract) -> schemathesis.BaseSchema:
    """Return the contract as schemathesis reads it, without `next_token`: none can be made up."""
    document = copy.deepcopy(contract.document)
    for item in document["paths"].values():
        for definition in item.values():
            if isinstance(definition, dict) and "parameters" in definition:
                definition["parameters"] = [
                    p for p in definition["parameters"] if p.get("name") != "next_token"
                ]
    schema: schemathesis.BaseSchema = schemathesis.openapi.from_dict(
        document, config=configuration()
    )
    return schema


@dataclass
class Generator:
    """Sends generated cases and gathers what they break; it never stops at the first."""

    target: Target
    schema: schemathesis.BaseSchema
    broken: list[Broken] = field(default_factory=list)
    sent: int = 0
    ended: NoAnswer | OutOfTime | None = None

    def run(self, operation: Operation, phase: str) -> None:
        """Run one phase on one operation; raises the first Broken, or what ended it."""
        described = self.schema[operation.path][operation.method]
        mode = HypothesisTestMode(phase)
        config = HypothesisTestConfig(
            project=self.schema.config,
            modes=[mode],
            settings=self.schema.config.get_hypothesis_settings(operation=described, phase=phase),
            seed=SEED,
        )
        create_test(operation=described, test_func=self.check, config=config)()
        self.conclude()

    def run_links(self) -> None:
        """Follow the links of the contract from each answer; raises the first Broken."""
        generator = self

        class Machine(self.schema.as_state_machine()):  # type: ignore[misc] # built from the contract
            def call(self, case: Case, **_: object) -> Answer:
                exchange = generator.send(case)
                if exchange is None:
                    hypothesis.reject()
                return answer(exchange)

            def validate_response(self, *_: object, **__: object) -> None:
                """Leave it to `send`, which judges what it sends."""

        Machine.run(
            settings=hypothesis.settings(
                max_examples=SCENARIOS,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[hypothesis.Phase.generate],
                suppress_health_check=list(hypothesis.HealthCheck),
            )
        )
        self.conclude()

    def check(self, case: Case) -> None:
        self.send(case)

    def conclude(self) -> None:
        """Raise the first thing that was broken, by the oracle's word too, or what ended it."""
        broken = [*self.broken, *(finding.broken for finding in RECORD.get().findings)]
        if broken:
            raise broken[0]
        if self.ended:
            raise self.ended

    def send(self, case: Case) -> Exchange | None:
        """Send a case; None if it cannot be sent, or is no request to its operation."""
        if self.ended:
            return None
        request = self._request(case)
        if request is None:
            return None
        try:
            exchange = self.target.send(request)
        except h11.LocalProtocolError:  # a header that no client can send
            return None
        except (NoAnswer, OutOfTime) as ended:
            self.ended = ended
            return None
        self.sent += 1
        self.judge(exchange)
        return exchange

    def _request(self, case: Case) -> Request | None:
        base = self.target.base_url.rstrip("/")
        try:
            prepared = requests.Request(**case.as_transport_kwargs(base_url=base)).prepare()
        except (requests.RequestException, UnicodeError, ValueError):
            return None
        url = prepared.url or ""
        path = url.removeprefix(base)
        operation = self.target.contract.match(prepared.method or "", path)
        if not url.startswith(base) or operation is None or operation.path != case.path:
            return None
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        return Request(
            method=prepared.method or "",
            path=path,
            headers=tuple((n, v) for n, v in _headers(prepared) if n.lower() not in OWN_HEADERS),
            body=self.target.tagged_bytes(operation, body),
            key="api",
        )

    def judge(self, exchange: Exchange) -> None:
        """Keep it if an invalid request was taken, or a valid one refused."""
        operation = self.target.contract.by_id[exchange.operation]
        problem = RequestReader(self.target.contract).problem(operation, exchange.request)
        if problem and problem.is_doubtful:
            return
        fitting = REFUSED if problem else TAKEN
        statuses = [status for status in operation.statuses if status in fitting]
        if str(exchange.status) not in statuses:
            because = problem.reason if problem else "the request is valid"
            expected = f"{' or '.join(statuses)}, since {because}"
            self.broken.append(Broken(expected, described(exchange), exchange))


def _headers(prepared: requests.PreparedRequest) -> list[tuple[str, str]]:
    return [
        (name, value.decode("latin-1") if isinstance(value, bytes) else value)
        for name, value in prepared.headers.items()
    ]


def answer(exchange: Exchange) -> Answer:
    """Return an exchange in the form that schemathesis checks."""
    request = requests.Request(
        exchange.request.method, f"http://target{exchange.request.path}", data=exchange.request.body
    )
    headers: dict[str, list[str]] = {}
    for name, value in exchange.response.headers:
        headers.setdefault(name.lower(), []).append(value)
    return Answer(
        status_code=exchange.status,
        headers=headers,
        content=exchange.response.body,
        request=request.prepare(),
        elapsed=0.0,
        verify=True,
        encoding="utf-8",
    )
