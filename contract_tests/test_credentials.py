"""Who may ask: the credentials of a request, on every operation."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from contract_tests.account import JSON, Account, encoded, example, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange, Request
from contract_tests.rules import rule
from contract_tests.secrets import basic

SCHEME = "/components/securitySchemes/basicAuth"
REFUSED = "/components/responses/Unauthorized"
UNKNOWN = "contract-test-unknown-id"


def operations(contract: Contract) -> Iterator[Operation]:
    yield from contract.operations


@pytest.fixture(scope="module")
def task_id(api: Account) -> str:
    return str(api.task()["task_id"])


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


def sent(api: Account, case: Operation, task_id: str, authorization: str, note: str) -> Exchange:
    """Send a valid request of an operation with a value of its own as Authorization."""
    request = api.operate(case, task_id)
    return api.target.send(replace(request, authorization=authorization, credentials_note=note))


def api_key(api: Account) -> str:
    return api.target.keys[api.key]


@rule("auth-missing-refused", clause=REFUSED, cases=operations)
def test_missing(api: Account, case: Operation, task_id: str) -> None:
    """A request without credentials is answered 401."""
    expect_status(sent(api, case, task_id, "", ""), 401)


@rule("auth-unknown-key-refused", clause=REFUSED, cases=operations)
def test_unknown_key(api: Account, case: Operation, task_id: str) -> None:
    """A key that was never given out is answered 401, also if it looks like one that was."""
    start = api_key(api).partition("_")[0]
    unknown = f"{start}_{secrets.token_hex(16)}"
    expect_status(sent(api, case, task_id, basic(unknown), "a key that does not exist"), 401)


@rule("auth-empty-key-refused", clause=REFUSED, cases=operations)
def test_empty_key(api: Account, case: Operation, task_id: str) -> None:
    """An empty user name is no key."""
    expect_status(sent(api, case, task_id, basic(""), "an empty user name"), 401)


@rule("auth-other-scheme-refused", clause=SCHEME, cases=operations)
def test_other_scheme(api: Account, case: Operation, task_id: str) -> None:
    """A key is accepted with HTTP Basic only, not as a bearer token."""
    value = f"Bearer {api_key(api)}"
    expect_status(sent(api, case, task_id, value, "the key as a bearer token"), 401)


def malformed(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("nothing", "no base64", "bytes", "no colon", "padding alone", "the key as it is")


@rule("auth-malformed-refused", clause=SCHEME, cases=malformed)
def test_malformed(api: Account, case: str) -> None:
    """Credentials that are not base64, or hold no colon, are answered 401 and break nothing."""
    key = api_key(api)
    values = {
        "nothing": "",
        "no base64": "!!!!",
        "bytes": "\xff\xfe",
        "no colon": base64.b64encode(key.encode()).decode(),
        "padding alone": "=",
        "the key as it is": key,
    }
    value = f"Basic {values[case]}".strip()
    note = f"credentials of {case}"
    request = Request("GET", "/tasks?limit=1", authorization=value, credentials_note=note)
    expect_status(api.target.send(request), 401)


@rule("auth-partial-key-refused", clause=SCHEME, cases=operations)
def test_partial_key(api: Account, case: Operation, task_id: str) -> None:
    """A key without its last character is no key."""
    note = "the key without its last character"
    expect_status(sent(api, case, task_id, basic(api_key(api)[:-1]), note), 401)


@rule("auth-key-prefix-refused", clause=SCHEME, cases=operations)
def test_key_prefix(api: Account, case: Operation, task_id: str) -> None:
    """The beginning that all keys have is no key."""
    start = api_key(api).partition("_")[0] + "_"
    expect_status(sent(api, case, task_id, basic(start), f"{start} alone"), 401)


@rule("auth-extended-key-refused", clause=SCHEME, cases=operations)
def test_extended_key(api: Account, case: Operation, task_id: str) -> None:
    """A key with a character more is no key."""
    note = "the key and an x"
    expect_status(sent(api, case, task_id, basic(api_key(api) + "x"), note), 401)


@rule("auth-key-case-sensitive", clause=SCHEME, cases=operations)
def test_key_case(api: Account, case: Operation, task_id: str) -> None:
    """A key in other letter case is no key."""
    note = "the key with upper and lower case exchanged"
    expect_status(sent(api, case, task_id, basic(api_key(api).swapcase()), note), 401)


@rule("auth-key-as-password-refused", clause=SCHEME, cases=operations)
def test_key_as_password(api: Account, case: Operation, task_id: str) -> None:
    """The key is the user name; as the password it is no key."""
    value = basic("", api_key(api))
    expect_status(sent(api, case, task_id, value, "the key as the password"), 401)


@rule("auth-key-in-query-refused", clause=SCHEME, cases=operations)
def test_key_in_query(api: Account, case: Operation, task_id: str) -> None:
    """A key in the query is no key."""
    request = api.operate(case, task_id)
    path = request.path.partition("?")[0]
    query = "&".join(
        f"{name}={api_key(api)}" for name in ("api_key", "key", "token", "access_token")
    )
    expect_status(api.target.send(replace(request, path=f"{path}?{query}")), 401)


@rule("auth-key-in-header-refused", clause=SCHEME, cases=operations)
def test_key_in_header(api: Account, case: Operation, task_id: str) -> None:
    """A key in another header than Authorization is no key."""
    request = api.operate(case, task_id)
    key = api_key(api)
    names = ("X-Api-Key", "Api-Key", "X-Auth-Token", "Proxy-Authorization")
    headers = (*((name, key) for name in names), ("Cookie", f"api_key={key}"))
    expect_status(api.target.send(replace(request, headers=(*request.headers, *headers))), 401)


@rule("auth-scheme-case-insensitive", clause=SCHEME, cases=operations)
def test_scheme_case(api: Account, case: Operation) -> None:
    """The name of the scheme may be written in any letter case."""
    task_id = str(api.task()["task_id"])
    for scheme in ("basic", "BASIC"):
        value = basic(api_key(api)).replace("Basic", scheme)
        expect_status(
            sent(api, case, task_id, value, f"the key with the scheme {scheme}"), 200, 409
        )


@dataclass(frozen=True)
class Invalid:
    """A request that is wrong in a way that is looked at later than the credentials."""

    name: str
    request: Request

    def __str__(self) -> str:
        return self.name


def invalid(contract: Contract) -> Iterator[Invalid]:
    for operation in contract.creations:
        for name, body, headers in (
            ("an empty body", b"", JSON),
            ("broken JSON", b"{", JSON),
            ("an unknown property", b'{"urgencey": "day"}', JSON),
            ("another media type", b"hello", (("Content-Type", "text/plain"),)),
        ):
            yield Invalid(f"{operation}, {name}", Request("POST", operation.path, headers, body))
    large = Request("POST", contract.creations[0].path, JSON, b" " * (1024 * 1024 + 1))
    yield Invalid("too large a body", large)
    yield Invalid("listTasks, a bad limit", Request("GET", "/tasks?limit=0"))
    yield Invalid("listTasks, a bad token", Request("GET", "/tasks?next_token=never-given-out"))


@rule("auth-before-validation", clause=REFUSED, cases=invalid)
def test_before_validation(api: Account, case: Invalid) -> None:
    """Credentials are checked before anything else in the request."""
    expect_status(api.target.send(case.request), 401)


@rule("auth-before-existence", clause=REFUSED)
def test_before_existence(api: Account, task_id: str) -> None:
    """Without a key, a task that exists and one that does not cannot be told apart."""
    for identifier in (task_id, UNKNOWN, "no%20id"):
        expect_status(api.target.send(Request("GET", f"/task/{identifier}")), 401)
        expect_status(api.target.send(Request("POST", f"/task/{identifier}/cancel")), 401)


@rule("auth-refused-create-harmless", clause=REFUSED, cases=creations)
def test_refused_create(api: Account, case: Operation) -> None:
    """A creation that is refused with 401 creates nothing."""
    before = api.task()
    mark = f"Never to be seen: {secrets.token_hex(8)}."
    body = encoded(api.target.tagged({**example(api.target, case), "instruction": mark}))
    for value in ("", basic(f"{api_key(api)}x")):
        note = "the key and an x" if value else ""
        request = Request("POST", case.path, JSON, body, "", value, note)
        expect_status(api.target.send(request), 401)
    page = api.page(start_time=before["created_at"])
    if mark in [task.get("instruction") for task in page["docs"]]:
        raise Broken("no such task", f"a task with the instruction {mark!r}", page["exchange"])


@rule("auth-refused-cancel-harmless", clause="cancelTask")
def test_refused_cancel(api: Account, stranger: Account) -> None:
    """A cancellation that is refused with 401 changes nothing of the task."""
    task = api.task()
    before = api.retrieve(task["task_id"])
    expect_status(stranger.cancel(task["task_id"]), 401)
    after = api.retrieve(task["task_id"])
    expect_same(api.known(after.json), api.known(before.json), "the task", after)
