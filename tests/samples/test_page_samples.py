"""Every sample, as it stands in the built pages, does what the page and the contract say."""

import base64
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from apiref.pages import slug
from apiref.samples import Language, languages
from tests.runtimes import require
from tests.samples.conftest import BuiltSite
from tests.samples.documented import Documented, documented
from tests.samples.programs import run

STAND_IN = "YOUR_API_KEY"
MADE_UP = {"task_id", "created_at"}  # what the server gives a new task of its own
WANTED = list(product(documented(), languages()))
IDS = [f"{one.operation_id}-{one.example or 'example'}-{two.id}" for one, two in WANTED]


@pytest.mark.parametrize(("wanted", "language"), WANTED, ids=IDS)
def test_a_sample_sends_the_documented_request_and_prints_the_answer_beside_it(
    built_site: BuiltSite, wanted: Documented, language: Language, tmp_path: Path
) -> None:
    require(language.run[0])
    key = f"live_{wanted.operation_id}-{wanted.example}-{language.id}".replace(" ", "-")
    text = text_of(built_site, wanted, language)
    assert text.count(STAND_IN) == 1
    program = tmp_path / f"sample{language.suffix}"
    program.write_text(text.replace(STAND_IN, key), "utf-8", newline="")
    ended = run(language, program)
    assert ended.returncode == 0, ended.stderr

    [exchange] = built_site.recorder.exchanges[key]
    basic = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    assert wanted.differences(exchange.arrived, basic) == {}
    assert ended.stdout.strip() == exchange.answer
    shown = answer_beside(built_site, wanted)
    made_up = MADE_UP if wanted.body else set[str]()
    assert list(unlike(shown, json.loads(ended.stdout), made_up)) == []


def test_no_page_has_a_sample_besides(built_site: BuiltSite) -> None:
    """A sample elsewhere, such as that of the authentication page, is one of the operations'."""
    texts = {text_of(built_site, wanted, language) for wanted, language in WANTED}
    assert {one.text for one in built_site.samples} == texts


def text_of(site: BuiltSite, wanted: Documented, language: Language) -> str:
    """Give the text that every page with a request shows for it in a language."""
    key = (slug(wanted.operation_id), language.name, wanted.example)
    [text] = {one.text for one in site.samples if (one.section, one.language, one.example) == key}
    return text


def answer_beside(site: BuiltSite, wanted: Documented) -> Any:
    """Give the answer that stands beside a sample: of its example, or the first."""
    section = slug(wanted.operation_id)
    answers = [one for one in site.answers if (one.section, one.status) == (section, "200")]
    beside = next((one for one in answers if one.example == wanted.example), answers[0])
    return json.loads(beside.text)


def unlike(shown: Any, answered: Any, made_up: set[str], place: str = "") -> Iterator[str]:
    """Give the places where two JSON values differ; what is made up differs in its type only."""
    if type(shown) is not type(answered):
        yield f"{place}: {shown!r} is shown, {answered!r} answered"
    elif isinstance(shown, dict):
        if shown.keys() != answered.keys():
            yield f"{place}: {[*shown]} are shown, {[*answered]} answered"
        for name in shown.keys() & answered.keys():
            yield from unlike(shown[name], answered[name], made_up, f"{place}/{name}")
    elif isinstance(shown, list) and len(shown) == len(answered):
        for index, (one, other) in enumerate(zip(shown, answered, strict=True)):
            yield from unlike(one, other, made_up, f"{place}/{index}")
    elif shown != answered and place.rpartition("/")[2] not in made_up:
        yield f"{place}: {shown!r} is shown, {answered!r} answered"
