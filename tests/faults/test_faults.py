"""The faults are what they say, and the suite finds a sample of them by the rule that must."""

import asyncio
import base64
import inspect
import logging
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message

from apiref.bundled import contract_path
from apiref.sandbox import running, store
from apiref.spec import Spec, load

from .fault import Fault, faults
from .judgement import problems
from .parts import ACCOUNT, Statement
from .power import AGAIN, NONE, SUITE, Finding, Job
from .tools import Verdict, rules, suite

FAULTS = faults()
SAMPLE = [next(group) for _, group in groupby(FAULTS, lambda fault: fault.kind)]
PAGE = Path(__file__).parents[2] / "docs" / "power.json"


def status_of_the_list(app: ASGIApp) -> object:
    """Give the status of the list's first page, asked for without a listener."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    key = base64.b64encode(f"{ACCOUNT.keys[0]}:".encode())
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/tasks",
        "raw_path": b"/tasks",
        "query_string": b"limit=1",
        "headers": [(b"host", b"sandbox"), (b"authorization", b"Basic " + key)],
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type] # an app is a coroutine function
    return sent[0]["status"]


@pytest.fixture(scope="module")
def spec() -> Spec:
    return load(contract_path())


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return rules()


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    """Keep quiet about servers that are meant to fail."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 150


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_says_what_it_is(fault: Fault, known: dict[str, str]) -> None:
    """A fault has one sentence, and names rules that there are."""
    assert fault.says.endswith(".")
    assert set(fault.rules) <= known.keys()
    assert fault.rules


def test_every_binding_rule_has_a_fault(known: dict[str, str]) -> None:
    used = {rule for fault in FAULTS for rule in fault.rules}
    assert {rule for rule, level in known.items() if level == "MUST"} <= used


def test_a_statement_is_one_of_the_sandbox() -> None:
    """A fault of the store replaces something that the store runs."""
    run = [inspect.getsource(store), *(v for v in vars(store).values() if isinstance(v, str))]
    for fault in FAULTS:
        if issubclass(fault.part, Statement):
            assert any(fault.part.meant in text for text in run), fault.name


def test_faulty_servers_answer_a_plain_request(spec: Spec) -> None:
    """A fault shows somewhere, not everywhere: the list is answered."""
    silent = [fault.name for fault in FAULTS if status_of_the_list(fault.app(spec)) != 200]
    assert silent == []


@pytest.mark.parametrize("fault", SAMPLE, ids=lambda fault: fault.name)
def test_the_suite_finds_the_fault(fault: Fault, spec: Spec) -> None:
    """The first fault of each class is found by the rules that must find it."""
    rules = [word for rule in fault.rules for word in ("--rule", rule)]
    with running(fault.app(spec)) as url:
        verdict = suite(url, *rules)
    assert verdict.code == 1
    assert set(fault.rules) <= set(verdict.found)


def test_what_is_not_found_is_told() -> None:
    """A fault that is missed, a fault that another rule finds, and an idle rule are each told."""
    missed, confused = FAULTS[:2]
    findings = {
        Job(SUITE, NONE): Verdict(0, (), 1.0),
        Job(SUITE, missed.name): Verdict(0, (), 1.0),
        Job(SUITE, confused.name): Verdict(1, ("response-json",), 1.0),
    }
    told = " ".join(
        problems(
            {job: Finding(job, verdict) for job, verdict in findings.items()},
            (missed, confused),
            ("auth-challenge-present", "response-json"),
        )
    )
    assert f"{missed.name} is not found; it must be by {', '.join(missed.rules)}." in told
    assert f"{confused.name} is not found by {confused.rules[0]}." in told
    assert "auth-challenge-present finds no fault." in told
    assert "response-json finds no fault." not in told


@pytest.mark.parametrize("job", [Job(SUITE, NONE), Job(AGAIN, "other-server", 7)])
def test_a_server_without_a_fault_must_pass(job: Job) -> None:
    findings = {Job(SUITE, NONE): Finding(Job(SUITE, NONE), Verdict(0, (), 1.0))}
    findings[job] = Finding(job, Verdict(1, ("response-json",), 1.0))
    assert "does not pass: 1, ('response-json',)." in next(problems(findings, (), ()))
