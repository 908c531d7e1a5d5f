import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tests.imports.bench import Bench, Refused, complaints
from tests.imports.tools.servers._requests import Request, requests

TITLE = "openapi-core"
PACKAGE = "pypi openapi-core in core"
WHAT = "It takes every example request and its answer, and refuses every request with a fault."
OWN_REASONS = {
    r"Use of allowEmptyValue property is deprecated": (
        "OpenAPI advises against `allowEmptyValue`, and openapi-core repeats it; nothing else says "
        "that a filter with an empty value counts as not given."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    asked = list(requests(bench))
    exchanges = bench.folder / "exchanges.json"
    exchanges.write_text(json.dumps([_exchange(request) for request in asked]))
    judge = Path(__file__).with_name("_openapi_core_judge.py")
    output = bench.pip("core", "python", "-P", judge, bench.as_json, exchanges)
    *printed, judged = output.splitlines()
    if wrong := list(_misjudged(asked, json.loads(judged))):
        raise Refused("\n".join(wrong))
    return complaints("\n".join(printed), r"Warning:")


def _exchange(request: Request) -> dict[str, Any]:
    return {**asdict(request), "query": dict(parse_qsl(request.query.removeprefix("?")))}


def _misjudged(asked: list[Request], judged: Any) -> Iterator[str]:
    for request, (in_request, in_answer) in zip(asked, judged, strict=True):
        if bool(in_request) != bool(request.wrong):
            yield f"{request}: {in_request or 'no error'}"
        if in_answer:
            yield f"{request}: the answer: {in_answer}"
