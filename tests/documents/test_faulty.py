"""A document with faults that leave it readable is shown as far as it goes, and told of them.

FAULTY_MUTANTS is how many are tried of each document; 2 unless set.
"""

import json
import os
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import requests

from apiref.check import check, valid
from apiref.copies import copies_of
from apiref.diff import diff
from apiref.export import export
from apiref.generated import Wanted
from apiref.pages import Page, PlainPage, Settings
from apiref.sandbox import create_app, running
from apiref.spec import load
from apiref.spec.kinds import FIELDS, parts
from tests.documents.__main__ import run
from tests.hostile.test_fuzz import JUNK, use

ROOT = Path(__file__).parents[2]
FAULTY = Path(__file__).with_name("faulty.yaml")
DOCUMENTS = (ROOT / "openapi.yaml", *sorted((ROOT / "tests/torture").glob("*.yaml")))
MUTANTS = int(os.environ.get("FAULTY_MUTANTS", "2"))
_FAULTS = 12  # in a mutant
_KEYWORDS = (
    *("type", "enum", "const", "default", "format", "required", "pattern", "title", "description"),
    *("minimum", "exclusiveMinimum", "maxLength", "multipleOf", "uniqueItems", "minProperties"),
    *("example", "examples", "nullable", "readOnly", "deprecated", "externalDocs", "x-a"),
    *("dependentRequired", "contentMediaType", *FIELDS["schema"]),
)
_JUNK = (*(one for one in JUNK if "$ref" not in str(one)), ["a", "a"], ["string", "null"], "(")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_fault_in_a_schema_stops_nothing(path: Path, tmp_path: Path) -> None:
    data = load(path).node.source.data
    mutant = tmp_path / "openapi.json"
    for seed in range(MUTANTS):
        mutant.write_text(json.dumps(_with_faults(data, random.Random(seed))))
        try:
            _shown(mutant)
            diff(path, mutant)
            diff(mutant, path)
        except Exception as error:  # noqa: BLE001 -- any is a failure, and its seed wanted
            pytest.fail(f"mutant {seed} of {path.name}: {error!r}")


def _with_faults(data: Any, chance: random.Random) -> Any:
    data = deepcopy(data)
    schemas = [
        value
        for kind, _, value in parts("document", "", data)
        if kind == "schema" and isinstance(value, dict)
    ]
    for _ in range(_FAULTS):
        chance.choice(schemas)[chance.choice(_KEYWORDS)] = deepcopy(chance.choice(_JUNK))
    return data


def _shown(path: Path) -> None:
    """Write all that a site has of a document, and what `use` does."""
    docs = path.with_name("docs")
    docs.mkdir(exist_ok=True)
    spec = valid(path)
    use(path)
    export(spec, docs, Wanted("operation", "all", "pages"))
    page = Page(spec, Settings(), lambda _kind, _name: "")
    for schema in spec.schemas:
        page.schema(schema)
    copies_of(docs, spec, Settings())


def test_a_faulty_document_has_a_sandbox() -> None:
    with running(create_app(valid(FAULTY))) as url:
        answer = requests.post(f"{url}/orders/1", json={"amount": 1}, timeout=10)
    assert (answer.status_code, answer.json()["kind"]) == (200, "string")


def test_a_faulty_document_becomes_a_site_and_its_faults_are_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run("new", str(site), "--spec", str(FAULTY)).returncode == 0
    built = run("build", "--config", str(site / "mkdocs.yml"))
    assert built.returncode == 0, built.stderr
    told = len(check(FAULTY))
    assert f"openapi.yaml has {told} faults" in built.stderr
    assert "openapi.yaml:4: warning: " in built.stderr
    assert built.stderr.count(": warning: ") == 3
    assert "apiref check" in built.stderr
    judged = run("check", str(site / "openapi.yaml"))
    assert judged.returncode == 1
    assert judged.stderr.count(": error: ") == told


def test_every_fault_is_found_at_its_line() -> None:
    """A line of the faulty document that ends in `# !` has a fault."""
    lines = FAULTY.read_text().splitlines()
    marked = {number for number, line in enumerate(lines, 1) if line.endswith("# !")}
    assert {problem.line for problem in check(FAULTY)} == marked


def test_what_is_surely_meant_is_shown_and_the_rest_is_left_out() -> None:
    spec = valid(FAULTY)
    shown = PlainPage(spec, Settings(), lambda _kind, _name: "").operation("createOrder")
    amount, color, code, size, kind = (
        next(line for line in shown.splitlines() if f"`{name}`" in line)
        for name in ("amount", "color", "code", "size", "kind")
    )
    assert "/orders/{id}" not in shown.partition("Requests")[2]
    assert "required" in amount
    assert "more than 0" in amount
    assert color.endswith("Its colour.")
    assert "colour" not in color.replace("Its colour.", "")
    assert "pattern" not in code
    assert "no schema" not in size
    assert "one of" not in kind


def test_an_example_that_fills_the_page_is_told_and_left_out(tmp_path: Path) -> None:
    large = [[number] * 200 for number in range(100)]
    content = {
        "schema": {"type": "array", "examples": [large], "default": large},
        "examples": {"small": {"value": [1]}, "large": {"summary": "Large.", "value": large}},
    }
    response = {"description": "All.", "content": {"application/json": content}}
    query = {"name": "a", "in": "query", "schema": {"const": large}, "example": large}
    get = {"operationId": "one", "parameters": [query], "responses": {"200": response}}
    path = tmp_path / "openapi.json"
    info = {"title": "Orders", "version": "1"}
    document = {"openapi": "3.1.0", "info": info, "paths": {"/": {"get": get}}}
    path.write_text(json.dumps(document, indent=1))
    assert [problem.rule for problem in check(path)] == ["example-size"] * 5
    shown = PlainPage(valid(path), Settings(), lambda _kind, _name: "").operation("one")
    assert len(shown) < 5_000
    assert "Large." not in shown
