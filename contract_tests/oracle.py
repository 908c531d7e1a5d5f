"""What holds for every response whatever the request was; each function is one rule.

The rules are checked on every exchange of every test, the 401s of the credential tests included. A
function tells whether there was anything to check.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from contract_tests.broken import Broken
from contract_tests.contract import Contract, shortened
from contract_tests.exchange import Exchange
from contract_tests.rules import Rule, rule
from contract_tests.secrets import Secrets

LENGTH_REQUIRED = 411
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
TRACES = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d+"  # Python
    r"|\bat [\w.$<>]+\(\w+\.(java|kt|scala):\d+\)|\bat [\w.]+\(.*\) in .+:line \d+"  # Java, C#
    r"|\bat .+ \(?(/|[A-Z]:\\|node:|file:)[^\s]+:\d+:\d+\)?"  # JavaScript
    r"|\.rb:\d+:in [`']|\.go:\d+ \+0x|goroutine \d+ \[|thread '.+' panicked at"  # Ruby, Go, Rust
    r"|#\d+ /[^\s]+\.php\(\d+\)"  # PHP
    r"|SQLSTATE\[|sqlite3\.\w*Error|psycopg2?\.|ORA-\d{5}|PG::\w+Error|\bsyntax error at or near\b"
)


@dataclass(frozen=True, slots=True)
class Observation:
    """An exchange as the passive rules see it."""

    exchange: Exchange
    contract: Contract
    secrets: Secrets

    @property
    def status(self) -> int:
        return self.exchange.status

    @property
    def is_described(self) -> bool:
        return bool(self.contract.item(self.exchange.request.path))

    @property
    def has_body(self) -> bool:
        return self.exchange.request.method != "HEAD" and self.status not in {204, 304}

    @property
    def text(self) -> str:
        """The beginning of the body, for a reader."""
        return shortened(self.exchange.response.body.decode("utf-8", "replace"), 200)

    def header(self, name: str) -> str | None:
        return self.exchange.response.header(name)


@rule("response-complete", clause="/info/description")
def response_complete(_: Observation) -> bool:
    """Every request gets a complete, well-formed HTTP response within the deadline."""
    return True  # the target reports a request that has none; what is observed has one


@rule("response-no-server-error", clause="/components/responses/InternalServerError")
def response_no_server_error(seen: Observation) -> bool:
    """No request, however wrong, makes the server fail with a 5xx status."""
    if seen.status >= 500:
        raise Broken("a status below 500", f"{seen.status} {seen.text}")
    return True


@rule("response-json", clause="/info/description")
def response_json(seen: Observation) -> bool:
    """Every response of a described path is JSON in UTF-8 and says so in its Content-Type."""
    if not seen.is_described or not seen.has_body or seen.exchange.request.method == "OPTIONS":
        return False
    media_type = (seen.header("Content-Type") or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Broken("Content-Type: application/json", f"{seen.status} with {media_type or 'none'}")
    if seen.exchange.json_problem:
        raise Broken("a JSON value in UTF-8", f"{seen.exchange.json_problem}: {seen.text}")
    return True


@rule("response-status-described", clause="/paths")
def response_status_described(seen: Observation) -> bool:
    """Every status is one that the contract describes for the operation."""
    operation = seen.contract.by_id.get(seen.exchange.operation)
    if operation is None:
        return False
    # HTTP lets any server ask for the length of a body (RFC 9112, section 6.3).
    is_asked = seen.exchange.request.chunked and seen.status == LENGTH_REQUIRED
    if str(seen.status) not in operation.statuses and not is_asked:
        expected = f"one of {', '.join(operation.statuses)} for {operation}"
        raise Broken(expected, str(seen.status), clause=f"{operation.id}/responses")
    return True


@rule("response-schema", clause="/components/schemas")
def response_schema(seen: Observation) -> bool:
    """Every body is valid under the schema that the contract gives for the status."""
    operation = seen.contract.by_id.get(seen.exchange.operation)
    if operation is None or not seen.has_body:
        return False
    place = seen.contract.response_schema(operation, seen.status)
    if place is None:
        return False
    problem = seen.contract.problem(place, seen.exchange.json)
    if problem:
        raise Broken(f"a body valid under {place.rpartition('/')[2]}", problem, clause=place)
    return True


@rule("error-status-code-equal", clause="/components/schemas/ErrorResponse/properties/status_code")
def error_status_code_equal(seen: Observation) -> bool:
    """The `status_code` of an error repeats the HTTP status."""
    body = _error(seen)
    if body is not None and body.get("status_code") != seen.status:
        raise Broken(f'"status_code": {seen.status}', f'"status_code": {body.get("status_code")!r}')
    return body is not None


@rule("error-sentence-present", clause="/components/schemas/ErrorResponse/properties/error")
def error_sentence_present(seen: Observation) -> bool:
    """Every error says in its property `error` what went wrong."""
    body = _error(seen)
    text = body.get("error") if body is not None else ""
    if body is not None and (not isinstance(text, str) or not text.strip()):
        raise Broken('"error" with a sentence', f'"error": {text!r}')
    return body is not None


@rule("auth-challenge-present", clause="/components/headers/WWWAuthenticate")
def auth_challenge_present(seen: Observation) -> bool:
    """Every 401 names HTTP Basic and a realm in WWW-Authenticate."""
    challenge = seen.header("WWW-Authenticate") or ""
    named = re.search(r'(^|,\s*)basic\s+([^,]*,\s*)*realm="', challenge, re.IGNORECASE)
    if seen.status == 401 and not named:
        raise Broken('WWW-Authenticate: Basic realm="…"', challenge or "no such header")
    return seen.status == 401


@rule("method-allow-present", clause="/components/headers/Allow")
def method_allow_present(seen: Observation) -> bool:
    """Every 405 names the methods that the path does answer in Allow, and not the one refused."""
    methods = [m.strip() for m in (seen.header("Allow") or "").split(",") if m.strip()]
    if seen.status == 405 and (not methods or seen.exchange.request.method in methods):
        raise Broken("Allow with the methods of the path", seen.header("Allow") or "no such header")
    return seen.status == 405


@rule("rate-limit-retry-after", clause="/components/headers/RetryAfter")
def rate_limit_retry_after(seen: Observation) -> bool:
    """Every 429 says in Retry-After how many seconds to wait."""
    value = seen.header("Retry-After") or ""
    if seen.status == 429 and not re.fullmatch(r"[0-9]+", value):
        raise Broken("Retry-After with a number of seconds", value or "no such header")
    return seen.status == 429


@rule("key-not-echoed", clause="/components/securitySchemes/basicAuth")
def key_not_echoed(seen: Observation) -> bool:
    """No response holds the API key, plain or in base64, in its body or in a header."""
    request, response = seen.exchange.request, seen.exchange.response
    head = "\n".join(f"{name}: {value}" for name, value in response.headers)
    for place, text in (("a header", head), ("the body", response.body.decode("utf-8", "replace"))):
        name = seen.secrets.leaked(text)
        # What was generated for a task may happen to be a key, and has to come back.
        if name and name != seen.secrets.leaked((request.body or b"").decode("utf-8", "replace")):
            raise Broken("no key in the response", f"{name} in {place}")
    return True


@rule("error-no-internals", clause="/components/schemas/ErrorResponse/properties/error")
def error_no_internals(seen: Observation) -> bool:
    """No error shows a stack trace, a path in the server's code or a message of its database."""
    if seen.status < 400:
        return False
    body = seen.exchange.json
    sentence = str(body.get("error")) if isinstance(body, dict) else ""
    found = TRACES.search(sentence) or TRACES.search(
        seen.exchange.response.body.decode("utf-8", "replace")
    )
    if found:
        raise Broken("a sentence for a person", shortened(found.group()))
    return True


@rule("task-answer-with-completion", clause="/components/schemas/Task/description")
def task_answer_with_completion(seen: Observation) -> bool:
    """A task has `completed_at` and `response` exactly when it is completed."""
    tasks = _tasks(seen)
    for task in tasks:
        for name in ("completed_at", "response"):
            if (name in task) != (task["status"] == "completed"):
                state = "with" if name in task else "without"
                received = f"a {task['status']} task {state} {name}"
                raise Broken(f"{name} if and only if completed", received)
    return bool(tasks)


@rule("task-callback-result-late", clause="/components/schemas/CallbackSucceeded")
def task_callback_result_late(seen: Observation) -> bool:
    """A task that is not completed has no `callback_succeeded`."""
    tasks = [task for task in _tasks(seen) if task["status"] != "completed"]
    for task in tasks:
        if "callback_succeeded" in task:
            raise Broken("no callback_succeeded", f"it on a {task['status']} task")
    return bool(tasks)


@rule("task-times-in-form", clause="/info/description")
def task_times_in_form(seen: Observation) -> bool:
    """The times of a task are in UTC, with milliseconds and `Z`, and exist in the calendar."""
    tasks = _tasks(seen)
    for task in tasks:
        for name in {"created_at", "completed_at"} & task.keys():
            if not isinstance(task[name], str) or not _is_time(task[name]):
                raise Broken("a time like 2026-03-02T09:14:07.412Z", f"{name} {task[name]!r}")
    return bool(tasks)


def _is_time(text: str) -> bool:
    try:
        return bool(TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


@rule("task-times-ordered", clause="/components/schemas/CompletedAt")
def task_times_ordered(seen: Observation) -> bool:
    """A task is not completed before it was created."""
    tasks = [task for task in _tasks(seen) if "completed_at" in task]
    for task in tasks:
        if str(task["completed_at"]) < str(task.get("created_at")):
            received = f"{task['completed_at']} < {task['created_at']}"
            raise Broken("completed_at at or after created_at", received)
    return bool(tasks)


@rule("task-answer-fits", clause="/components/schemas/Task/description")
def task_answer_fits(seen: Observation) -> bool:
    """The `response` of a task uses the keys or chooses from the categories of its `params`."""
    tasks = [task for task in _tasks(seen) if "response" in task]
    for task in tasks:
        answer, params = task["response"], task.get("params")
        if isinstance(answer, dict) and isinstance(params, dict):
            for expected, received in _misfits(answer, params):
                raise Broken(expected, received)
    return bool(tasks)


@rule("list-token-while-more", clause="/components/schemas/TaskList/properties/next_token")
def list_token_while_more(seen: Observation) -> bool:
    """A page has a `next_token` exactly while there is more."""
    page = seen.exchange.json
    if seen.status != 200 or not isinstance(page, dict) or "has_more" not in page:
        return False
    if ("next_token" in page) != (page["has_more"] is True):
        state = "with" if "next_token" in page else "without"
        received = f"has_more {page['has_more']} {state} next_token"
        raise Broken("next_token if and only if has_more", received)
    return True


def _misfits(answer: dict[str, Any], params: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what of an answer has no ground in the request, as expected and received."""
    for name in ("fields", "repeatable_fields"):
        given = answer.get(name, [])
        for item in given if isinstance(given, list) else [given]:
            extra = set(item) - set(params.get(name, {})) if isinstance(item, dict) else set()
            if extra:
                yield f"only keys of {name}", f"the key {min(extra)!r}"
    choices = {
        "category": params.get("categories", ()),
        "category_id": params.get("category_ids", ()),
    }
    for name, allowed in choices.items():
        if name not in answer:
            continue
        many = params.get("allow_multiple") is True
        if isinstance(answer[name], list) != many:
            yield f"{'an array' if many else 'one value'} as {name}", repr(answer[name])
        for chosen in answer[name] if isinstance(answer[name], list) else [answer[name]]:
            if chosen not in allowed:
                yield f"one of the request's as {name}", repr(chosen)


def _tasks(seen: Observation) -> list[dict[str, Any]]:
    """Return what looks like a task in a success; the schema is another rule's matter."""
    body = seen.exchange.json
    if seen.status != 200 or not isinstance(body, dict):
        return []
    docs = body["docs"] if isinstance(body.get("docs"), list) else [body]
    return [t for t in docs if isinstance(t, dict) and isinstance(t.get("status"), str)]


def _error(seen: Observation) -> dict[str, Any] | None:
    """Return the body of an error on a described path; one that is no object counts as empty."""
    if seen.status < 400 or not seen.is_described or not seen.has_body:
        return None
    body = seen.exchange.json
    return body if isinstance(body, dict) else {}


@lru_cache(maxsize=1)
def passive() -> tuple[tuple[Rule, Any], ...]:
    """Return the rules of this module with their functions, in the order of the file."""
    return tuple((value.rule, value) for value in globals().values() if hasattr(value, "rule"))
