"""Authentication: HTTP Basic, checked before anything else."""

import base64
from http.client import HTTPConnection

import pytest

from .client import TRANSCRIPTION, Client, ClientOf

OPERATIONS = [
    ("POST", "/task/transcription"),
    ("POST", "/task/categorization"),
    ("POST", "/task/categorize"),
    ("POST", "/task/buyproduct"),
    ("GET", "/task/58b7c0e3aa9d139b20a42c01"),
    ("GET", "/tasks"),
    ("POST", "/task/58b7c0e3aa9d139b20a42c01/cancel"),
]


def basic(credentials: str) -> str:
    return "Basic " + base64.b64encode(credentials.encode()).decode()


REFUSED = {
    "nothing": None,
    "empty": "",
    "scheme-only": "Basic",
    "scheme-and-space": "Basic ",
    "unknown-key": basic("live_nobody:"),
    "key-in-capitals": basic("LIVE_SANDBOX:"),
    "key-cut-short": basic("live_sandbo:"),
    "key-continued": basic("live_sandboxx:"),
    "key-with-space": basic(" live_sandbox:"),
    "no-key": basic(":"),
    "key-as-password": basic(":live_sandbox"),
    "no-colon": basic("live_sandbox"),
    "not-base64": "Basic live_sandbox:",
    "base64-with-rubbish": "Basic !" + basic("live_sandbox:").removeprefix("Basic "),
    "base64-cut-short": basic("live_sandbox:")[:-1],
    "not-utf-8": "Basic " + base64.b64encode(b"\xff\xfe:").decode(),
    "bearer": "Bearer live_sandbox",
    "bearer-base64": basic("live_sandbox:").replace("Basic", "Bearer"),
    "digest": 'Digest username="live_sandbox"',
    "key-alone": "live_sandbox",
}


@pytest.mark.parametrize("header", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_refused(client_of: ClientOf, method: str, path: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = client_of(None)(method, path, headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith('Basic realm="')


def test_two_credentials_are_refused(base_url: str) -> None:
    host, _, path = base_url.removeprefix("http://").partition("/")
    connection = HTTPConnection(host, timeout=20)
    connection.putrequest("GET", f"/{path}/tasks")
    for key in ("live_sandbox:", "live_neighbour:"):
        connection.putheader("Authorization", basic(key))
    connection.endheaders()
    response = connection.getresponse()
    assert (response.status, response.read()[:20]) == (401, b'{"status_code":401,"')
    connection.close()


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC", "bAsIc"])
def test_scheme_in_any_case(client_of: ClientOf, scheme: str) -> None:
    header = basic("live_sandbox:").replace("Basic", scheme)
    client_of(None).ok("GET", "/tasks", headers={"Authorization": header})


def test_key_in_the_query_is_no_key(client_of: ClientOf) -> None:
    query = {"api_key": "live_sandbox", "key": "live_sandbox"}
    assert client_of(None)("GET", "/tasks", params=query).status_code == 401


BEFORE = {
    "malformed-json": ("POST", "/task/transcription", {"data": "{", "headers": {}}),
    "media-type": ("POST", "/task/transcription", {"data": "x"}),
    "too-large": ("POST", "/task/transcription", {"data": b"x" * 2_000_000}),
    "bad-query": ("GET", "/tasks?limit=none", {}),
    "unknown-id": ("GET", "/task/nothing-like-it", {}),
    "encoded-slash": ("GET", "/task/a%2Fb", {}),
    "wrong-method": ("DELETE", "/tasks", {}),
    "unknown-path": ("GET", "/nowhere", {}),
}


@pytest.mark.parametrize(("method", "path", "options"), BEFORE.values(), ids=BEFORE)
def test_checked_before_anything_else(
    client_of: ClientOf, method: str, path: str, options: dict[str, object]
) -> None:
    assert client_of(None)(method, path, **options).status_code == 401


def test_a_stranger_changes_nothing(client: Client, client_of: ClientOf) -> None:
    task = client.create()
    assert client_of(None)("POST", f"/task/{task['task_id']}/cancel").status_code == 401
    assert client_of("live_wrong")("POST", "/task/transcription", json={}).status_code == 401
    assert client.get(f"/task/{task['task_id']}") == task


def test_accounts_are_apart(client: Client, client_of: ClientOf) -> None:
    neighbour = client_of("live_neighbour")
    task = client.create()
    unknown = neighbour("GET", "/task/0123456789abcdef01234567")
    theirs = neighbour("GET", f"/task/{task['task_id']}")
    canceled = neighbour("POST", f"/task/{task['task_id']}/cancel")
    assert (theirs.status_code, theirs.content) == (404, unknown.content)
    assert (canceled.status_code, canceled.content) == (404, unknown.content)
    assert neighbour.get("/tasks")["total"] == 0
    assert client.get(f"/task/{task['task_id']}") == task


def test_keys_of_one_account_see_the_same_tasks(client: Client, testing: Client) -> None:
    task = client.create()
    assert testing.get(f"/task/{task['task_id']}") == task


def test_a_key_is_never_given_back(client: Client) -> None:
    """The client looks for keys in each refusal."""
    client.refused({**TRANSCRIPTION, "live_sandbox": 1})
    client.refused({**TRANSCRIPTION, "urgency": "live_sandbox"})
    client.refused({**TRANSCRIPTION, "fields": {"live_sandbox": ""}})
    assert client("GET", "/tasks", params={"status": "live_sandbox"}).status_code == 400
    assert client("GET", "/task/live_sandbox").status_code == 404
    assert client("GET", "/live_sandbox").status_code == 404
