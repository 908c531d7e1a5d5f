"""Every sample, as it stands in the built pages, does what the page and the contract say."""

import base64
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from apiref.pages import slug
from apiref.sample_runs.interpreters import missing_command
from apiref.samples import Language, languages
from tests.runtimes import require
from tests.samples.built_pages import ShownAnswer, ShownSample, answers_of, samples_of
from tests.samples.conftest import BuiltSite
from tests.samples.documented import Documented, documented
from tests.samples.programs import Ended, run
from tests.samples.recorder import Exchange, Recorder

pytestmark = pytest.mark.xdist_group("built-site")

STAND_IN = "YOUR_API_KEY"
MADE_UP = {"task_id", "created_at"}  # what the server gives a new task of its own
WANTED = list(product(documented(), languages()))

each_sample = pytest.mark.parametrize(
    ("wanted", "language"),
    WANTED,
    ids=[f"{one.operation_id}-{one.example or 'example'}-{two.id}" for one, two in WANTED],
)


@dataclass(frozen=True)
class Tried:
    """How a sample's program ended, the key that it was given, and what went over the wire."""

    key: str
    ended: Ended
    exchanges: list[Exchange]


@dataclass(frozen=True)
class Site:
    """What the pages show, and how each text among the samples did."""

    samples: tuple[ShownSample, ...]
    answers: tuple[ShownAnswer, ...]
    tried: dict[str, Tried]

    def text(self, wanted: Documented, language: Language) -> str:
        """Give the text of the one sample that shows a request in a language."""
        key = (slug(wanted.operation_id), language.name, wanted.example)
        [text] = [
            one.text for one in self.samples if (one.section, one.language, one.example) == key
        ]
        return text

    def try_of(self, wanted: Documented, language: Language) -> Tried:
        require(language.run[0])
        return self.tried[self.text(wanted, language)]

    def answer(self, wanted: Documented) -> Any:
        """Give the answer that stands beside a sample: of its example, or the first."""
        section = slug(wanted.operation_id)
        answers = [one for one in self.answers if (one.section, one.status) == (section, "200")]
        beside = next((one for one in answers if one.example == wanted.example), answers[0])
        return json.loads(beside.text)


@pytest.fixture(scope="module")
def site(built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Try every sample of the built site."""
    samples = samples_of(built_site.pages)
    texts = {one.text: one.language for one in samples}
    folder = tmp_path_factory.mktemp("samples")
    return Site(samples, answers_of(built_site.pages), tried(texts, built_site.recorder, folder))


def tried(texts: dict[str, str], recorder: Recorder, folder: Path) -> dict[str, Tried]:
    """Run each text with a key of its own, as many at once as there are cores."""
    by_name = {one.name: one for one in languages() if missing_command(one) is None}
    jobs = [(text, by_name[name]) for text, name in texts.items() if name in by_name]

    def attempt(job: tuple[int, tuple[str, Language]]) -> tuple[str, Tried]:
        number, (text, language) = job
        key = f"live_{number}"
        program = folder / f"sample{number}{language.suffix}"
        program.write_text(text.replace(STAND_IN, key), "utf-8", newline="")
        ended = run(language, program)
        return text, Tried(key, ended, recorder.exchanges[key])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(attempt, enumerate(jobs)))


@each_sample
def test_what_arrives_is_the_example_of_the_contract(
    site: Site, wanted: Documented, language: Language
) -> None:
    tried = site.try_of(wanted, language)
    basic = "Basic " + base64.b64encode(f"{tried.key}:".encode()).decode()
    [exchange] = tried.exchanges
    assert wanted.differences(exchange.arrived, basic) == {}


@each_sample
def test_the_program_succeeds_and_prints_the_answer(
    site: Site, wanted: Documented, language: Language
) -> None:
    tried = site.try_of(wanted, language)
    assert tried.ended.returncode == 0, tried.ended.stderr
    assert tried.ended.stdout.strip() == tried.exchanges[0].answer


@each_sample
def test_the_answer_is_the_one_beside_the_sample(
    site: Site, wanted: Documented, language: Language
) -> None:
    answer = json.loads(site.try_of(wanted, language).ended.stdout)
    assert list(unlike(site.answer(wanted), answer, MADE_UP if wanted.body else set())) == []


def test_no_page_has_a_sample_besides(site: Site) -> None:
    """A sample elsewhere, such as that of the authentication page, is one of the operations'."""
    texts = {site.text(wanted, language) for wanted, language in WANTED}
    assert [one for one in site.samples if one.text not in texts] == []
    assert all(text.count(STAND_IN) == 1 for text in texts)


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
