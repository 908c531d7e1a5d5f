"""Each file is a case: two versions, and what changed between them; `breaks` marks what breaks."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from apiref.diff import diff
from apiref.openapi30 import to_openapi_30
from apiref.spec.source import Source

HERE = Path(__file__).parent
CONTRACT = HERE.parents[1] / "openapi.yaml"


def cases(folder: str) -> list[Any]:
    paths = sorted((HERE / folder).glob("*.yaml"))
    return [pytest.param(yaml.safe_load(path.read_text()), id=path.stem) for path in paths]


def told(tmp_path: Path, old: Any, new: Any) -> list[str]:
    for name, document in (("old", old), ("new", new)):
        (tmp_path / name).write_text(yaml.safe_dump(document, sort_keys=False))
    return [
        f"{'breaks' if change.breaking else 'tells'} {change.subject}: {change.sentence}"
        for change in diff(tmp_path / "old", tmp_path / "new")
    ]


def document(**parts: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "Tasks", "version": "1"}, "paths": {}, **parts}


def taking(schema: Any, components: Any) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "Done."}}}
    return document(paths={"/tasks": {"post": operation}}, components={"schemas": components})


def giving(schema: Any, components: Any) -> dict[str, Any]:
    response = {"description": "Done.", "content": {"application/json": {"schema": schema}}}
    operation = {"responses": {"200": response}}
    return document(paths={"/tasks": {"post": operation}}, components={"schemas": components})


@pytest.mark.parametrize("case", cases("schemas"))
def test_a_schema_that_changes(case: Any, tmp_path: Path) -> None:
    """What narrows breaks whoever sends it, what widens breaks whoever receives it."""
    components = case.get("components", {})
    for key, placed in (("sent", taking), ("received", giving)):
        old, new = placed(case["old"], components), placed(case["new"], components)
        assert told(tmp_path, old, new) == case[key]


RISING = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]
FALLING = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]


@pytest.mark.parametrize("key", RISING + FALLING)
def test_a_bound_that_moves(key: str, tmp_path: Path) -> None:
    """A narrower bound breaks who sends the value, a wider one who receives it."""
    narrow, wide = ({key: 7}, {key: 3}) if key in RISING else ({key: 3}, {key: 7})
    for placed, old, new in ((taking, wide, narrow), (giving, narrow, wide)):
        (worse,) = told(tmp_path, placed(old, {}), placed(new, {}))
        (better,) = told(tmp_path, placed(new, {}), placed(old, {}))
        assert (worse.split()[0], better.split()[0]) == ("breaks", "tells")


@pytest.mark.parametrize("case", cases("documents"))
def test_a_document_that_changes(case: Any, tmp_path: Path) -> None:
    assert told(tmp_path, document(**case["old"]), document(**case["new"])) == case["changes"]


def test_nothing_changed_between_a_document_and_itself() -> None:
    assert diff(CONTRACT, CONTRACT) == []


def test_what_is_no_reference_and_no_part_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    paths = "{$ref: 1, b: true, /a: {get: {responses: {'200': {description: All, $ref: 1}}}}}"
    path.write_text(f"openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {paths}\n")
    source = Source.read(path)
    assert to_openapi_30(source)["paths"] == source.data["paths"]


def test_nothing_changed_between_3_1_and_the_3_0_made_from_it(tmp_path: Path) -> None:
    path = tmp_path / "openapi-3.0.yaml"
    path.write_text(yaml.safe_dump(to_openapi_30(Source.read(CONTRACT))))
    assert diff(CONTRACT, path) == []
