"""The examples of openapi.yaml are valid and tell one story without contradictions."""

from collections.abc import Iterator

import jsonschema_rs
import pytest

from tests.contract_document import (
    Check,
    Node,
    broken,
    load,
    named,
    nodes,
    operations,
    resolve,
    values,
)

COMMON = ("callback_url", "instruction", "urgency", "metadata")
CHANGING = ("status", "completed_at", "response", "callback_succeeded")


def tasks(value: object) -> Iterator[Node]:
    """Yield every Task inside an example."""
    if isinstance(value, dict):
        if {"task_id", "params"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from tasks(item)


def invalid_examples(document: Node) -> list[str]:
    found = []
    for place, node in nodes(document):
        if not values(node):
            continue
        schema = {"allOf": [node.get("schema", node)], "components": document["components"]}
        validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        errors = (error for value in values(node) for error in validator.iter_errors(value))
        found += [f"{place}: {error.message}" for error in errors]
    return found


def untrue_echoes(document: Node) -> list[str]:
    """Name the create examples whose Task is not the request with its defaults filled in."""
    found = []
    for place, node in operations(document):
        if "callbacks" not in node:
            continue
        body = node["requestBody"]["content"]["application/json"]["schema"]
        properties = resolve(document, body)["properties"].items()
        described = {key: resolve(document, schema) for key, schema in properties}
        defaults = {
            key: schema["default"] for key, schema in described.items() if "default" in schema
        }
        created = named(document, node["responses"]["200"])
        for name, request in named(document, node["requestBody"]).items():
            task = created[name]
            echo = {key: task[key] for key in COMMON} | task["params"]
            new = task["status"] == "pending" and task["is_test"] is False
            found += [] if new and echo == defaults | request else [f"{place} {name}"]
    return found


def untrue_errors(document: Node) -> list[str]:
    """Name the responses whose examples carry another status than the response."""
    found = []
    for place, operation in operations(document):
        for status, response in operation["responses"].items():
            if status >= "400" and "content" in resolve(document, response):
                codes = {error["status_code"] for error in named(document, response).values()}
                found += [] if codes == {int(status)} else [f"{place} {status}"]
    return found


def untrue_events(document: Node) -> list[str]:
    """Name the callbacks that do not agree with the task they carry."""
    bodies = [node["requestBody"] for place, node in operations(document) if "/callbacks/" in place]
    events = [event for body in bodies for event in named(document, body).values()]
    told = [(event["task_id"], event["response"]) for event in events]
    held = [(event["task"]["task_id"], event["task"]["response"]) for event in events]
    return [event["task_id"] for event, a, b in zip(events, told, held, strict=True) if a != b]


def untrue_pages(document: Node) -> list[str]:
    """Name the lists that are out of order, too long, or wrong about what follows."""
    found = []
    answer = document["paths"]["/tasks"]["get"]["responses"]["200"]
    for name, page in named(document, answer).items():
        times = [task["created_at"] for task in page["docs"]]
        more = page["offset"] + len(times) < page["total"]
        ordered = times == sorted(times, reverse=True) and len(times) <= page["limit"]
        told = (page["has_more"], "next_token" in page) == (more, more)
        found += [] if ordered and told else [name]
    return found


def contradictions(document: Node) -> list[str]:
    """Name the tasks of which two examples tell different things."""
    facts: Node = {}
    answers: Node = {}
    found = []
    for task in (task for _, node in nodes(document) for task in tasks(values(node))):
        key, completed = task["task_id"], task["status"] == "completed"
        fact = {name: value for name, value in task.items() if name not in CHANGING}
        answer = (task.get("completed_at"), task.get("response"))
        agrees = facts.setdefault(key, fact) == fact and all(answer) == any(answer) == completed
        if completed:
            agrees = agrees and answers.setdefault(key, answer) == answer
        found += [] if agrees else [key]
    return found


CHECKS: list[Check] = [
    invalid_examples,
    untrue_echoes,
    untrue_errors,
    untrue_events,
    untrue_pages,
    contradictions,
]

CREATE = "paths /task/transcription post"
SENT = "requestBody content application/json examples invoice value"
CREATED = f"{CREATE} responses 200 content application/json examples invoice value"
EVENT = f"{CREATE} callbacks taskCompleted {{$request.body#/callback_url}} post {SENT}"
RETRIEVED = "paths /task/{task_id} get responses 200 content application/json examples"
LISTED = "paths /tasks get responses 200 content application/json examples first-page value"
BREAKAGES: list[tuple[Check, str, object]] = [
    (invalid_examples, f"{CREATE} {SENT} attachment_type", "fax"),
    (invalid_examples, f"{RETRIEVED} completed value created_at", "2026-02-30T09:14:07.412Z"),
    (invalid_examples, "components schemas Quantity examples", [0]),
    (invalid_examples, "components schemas Urgency default", "soon"),
    (invalid_examples, "paths /tasks get parameters 0 example", 101),
    (untrue_echoes, f"{CREATE} {SENT} urgency", "week"),
    (untrue_echoes, f"{CREATE} {SENT} metadata", None),
    (untrue_echoes, f"{CREATED} status", "completed"),
    (untrue_echoes, "components schemas AllowMultiple default", None),
    (untrue_errors, "paths /tasks get responses 400 $ref", "#/components/responses/NotFound"),
    (untrue_events, f"{EVENT} task_id", "58b80ac47be2196d3f5c7e13"),
    (untrue_events, f"{EVENT} task response fields total", "9.00 EUR"),
    (untrue_pages, f"{LISTED} next_token", None),
    (untrue_pages, f"{LISTED} total", 2),
    (untrue_pages, f"{LISTED} docs 0 created_at", "2026-03-01T00:00:00.000Z"),
    (contradictions, f"{RETRIEVED} completed value urgency", "day"),
    (contradictions, f"{RETRIEVED} completed value response fields total", "9.00 EUR"),
    (contradictions, f"{RETRIEVED} completed value completed_at", None),
    (contradictions, f"{RETRIEVED} pending value response", {"order_id": "1"}),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_contract_has_no(check: Check) -> None:
    assert check(load()) == []


@pytest.mark.parametrize(("check", "path", "value"), BREAKAGES)
def test_check_sees(check: Check, path: str, value: object) -> None:
    assert check(broken(load(), path, value)) != []


def test_retrieve_names_a_completed_task_and_cancel_a_pending_one() -> None:
    contract = load()
    retrieve = contract["paths"]["/task/{task_id}"]["get"]
    cancel = contract["paths"]["/task/{task_id}/cancel"]["post"]
    retrieved = named(contract, retrieve["responses"]["200"])
    canceled = named(contract, cancel["responses"]["200"])["canceled"]
    assert retrieve["parameters"][0]["example"] == retrieved["completed"]["task_id"]
    assert cancel["parameters"][0]["example"] == retrieved["pending"]["task_id"]
    assert canceled == retrieved["pending"] | {"status": "canceled"}
