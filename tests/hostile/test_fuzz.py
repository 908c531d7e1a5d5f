"""A document that a mistake or malice has changed is told what is wrong with it, or is shown.

FUZZ_MUTANTS is how many are tried of each document; 10 unless set.
"""

import json
import os
import random
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from apiref.check import check, valid
from apiref.diff import diff
from apiref.openapi30 import to_openapi_30
from apiref.pages import Page, Settings
from apiref.postman import collection_from_spec
from apiref.sample_runs import sample_text
from apiref.samples import languages
from apiref.sandbox import create_app
from apiref.spec import SpecError, load

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    ROOT / "openapi.yaml",
    ROOT / "tests/spec/split/openapi.yaml",
    *sorted((ROOT / "tests/torture").glob("*.yaml")),
)
if "FUZZ_MUTANTS" in os.environ:  # and of what packages of npm and PyPI carry, where they are
    DOCUMENTS += tuple(sorted((ROOT / ".cache/documents").glob("*/package/3.*/json/*.json")))
MUTANTS = int(os.environ.get("FUZZ_MUTANTS", "10"))
JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**70, 0.1, "", "\n", "a/b~c", "{x}", "<b>", "\u202e", [], {}),
    *([None], [[]], [1, "a"], {"": None}, {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": 1}),
    *({"type": "object"}, {"x-a": 1}, {"allOf": [True]}, {"oneOf": []}, "#/components/schemas"),
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_mutant_leads_to_a_traceback(path: Path, tmp_path: Path) -> None:
    data = load(path).node.source.data
    mutant = tmp_path / "openapi.json"
    for seed in range(MUTANTS):
        mutant.write_text(json.dumps(mutated(data, random.Random(seed))))
        try:
            use(mutant)
        except Exception as error:  # noqa: BLE001 -- any is a failure, and its seed wanted
            pytest.fail(f"mutant {seed} of {path.name}: {error!r}")


def mutated(data: Any, chance: random.Random) -> Any:
    """Give a copy of a document with one to three changes."""
    data = deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice([*places(data)])
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                other, there = chance.choice([*places(data)])
                holder[key] = deepcopy(other[there])
            case 2 if isinstance(holder, dict):
                holder[chance.choice(["", "x-a", "$ref", "type", "\u00e9/~", key * 2])] = holder[
                    key
                ]
            case _:
                holder[key] = deepcopy(chance.choice(JUNK))
    return data


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every object and array in a value, with each of its keys."""
    if isinstance(value, dict | list):
        for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from places(item)


def use(path: Path) -> None:
    """Do with a document what the commands do, as far as it is valid."""
    check(path)
    try:
        spec = valid(path)
    except SpecError:
        return
    page = Page(spec, Settings(), lambda _kind, _name: "")
    for operation in spec.operations[:3]:
        page.operation(operation.id)
        for language in languages():
            sample_text(spec, operation.id, language.id, None, None)
    page.authentication()
    page.errors()
    create_app(spec)
    collection_from_spec(spec)
    diff(path, path)
    with suppress(SpecError):
        to_openapi_30(spec.node.source)
