"""Each guide's program, as it stands in the built page, does what the page says."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from apiref.pages import slug
from apiref.samples import Language, languages
from apiref.sandbox import Sandbox, running
from apiref.sandbox.completion import Completion
from apiref.sandbox.task import Task
from apiref.spec import load
from tests.runtimes import require
from tests.samples.conftest import BuiltSite
from tests.samples.documented import documented
from tests.samples.guides import BASE_URL, Guide, needs
from tests.samples.programs import Ended
from tests.samples.recorder import REFUSAL, WAIT, Exchange, Recorder
from tests.site.site_folder import ROOT

EARLIER = 150  # tasks, more than a page holds
[CREATE] = [one for one in documented() if one.example == "Support message"]

each_language = pytest.mark.parametrize("language", languages(), ids=lambda one: one.id)


class SlowSandbox(Sandbox):
    class completion(Completion):  # noqa: N801 -- the name of the part
        completes_after = 1.0  # so that there is time to cancel


@dataclass(frozen=True)
class Readers:
    """Follow guides, each with a key, and so a sandbox, of their own."""

    site: BuiltSite
    recorder: Recorder
    base_url: str

    def run(self, language: Language, key: str, refusal: int, folder: Path) -> Ended:
        """Run a guide's program whose first request is refused."""
        for one in needs(language):
            require(one)
        self.recorder.refusals[key].append(refusal)
        return Guide.of(language, self.site).run(self.base_url, key, folder)

    def add_earlier_tasks(self, key: str) -> None:
        store = self.recorder.app_of(key).state.store
        for number in range(EARLIER):
            store.add(Task(key, f"earlier-{number}", "transcription", "canceled", number, {}))


@pytest.fixture(scope="module")
def readers(built_site: BuiltSite) -> Iterator[Readers]:
    recorder = Recorder(load(ROOT / "openapi.yaml"), SlowSandbox)
    with running(recorder) as base_url:
        yield Readers(built_site, recorder, base_url)


@each_language
def test_a_program_does_what_its_guide_says(
    readers: Readers, language: Language, tmp_path: Path
) -> None:
    """It is early and waits; it creates, waits, lists all, cancels, and cancels too late."""
    key = f"test_{language.id}"
    readers.add_earlier_tasks(key)
    ended = readers.run(language, key, 429, tmp_path)
    assert ended.returncode == 0, ended.stderr
    exchanges = readers.recorder.exchanges[key]
    in_time = sent_as_told(exchanges)
    assert exchanges[1].at - exchanges[0].at >= WAIT
    basic = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    created = [one.arrived for one in exchanges if one.arrived.body]
    assert [CREATE.differences(one, basic) for one in created] == [{}] * 3
    assert ended.stdout.splitlines() == printed(exchanges, in_time=in_time)


def sent_as_told(exchanges: list[Exchange]) -> bool:
    """Check the order of the requests and their answers; give whether a task was canceled."""
    first, second = tasks_of(exchanges)
    sent = [f"{one.arrived.method} {one.arrived.target}" for one in exchanges]
    retrieve, create = f"GET /v1/task/{first}", "POST /v1/task/categorization"
    token = exchanges[sent.index("GET /v1/tasks")].json["next_token"]
    assert sent == [
        *[create] * 2,
        *[retrieve] * sent.count(retrieve),
        "GET /v1/tasks",
        f"GET /v1/tasks?next_token={quote(token, safe='')}",
        create,
        f"POST /v1/task/{second}/cancel",
        f"POST /v1/task/{first}/cancel",
    ]
    statuses = [one.status for one in exchanges]
    assert statuses == [429, *[200] * (len(sent) - 3), statuses[-2], 409]
    assert statuses[-2] in {200, 409}
    return statuses[-2] == 200


def printed(exchanges: list[Exchange], *, in_time: bool) -> list[str]:
    """Give what a program has to tell of what it was answered."""
    first, second = tasks_of(exchanges)
    [completed] = [one.json["response"] for one in exchanges if "response" in one.json][:1]
    [total] = {one.json["total"] for one in exchanges if "total" in one.json}
    assert total > EARLIER
    return [
        f"created {first}",
        f"completed {first}: {completed['category']}",
        f"listed {total} tasks",
        f"{'canceled' if in_time else 'too late to cancel'} {second}",
        f"too late to cancel {first}",
    ]


def tasks_of(exchanges: list[Exchange]) -> tuple[str, str]:
    """Give the ids of the two tasks that a whole program makes."""
    return exchanges[1].json["task_id"], exchanges[-3].json["task_id"]


@each_language
@pytest.mark.parametrize(
    ("status", "words"), [(400, "The request is wrong"), (401, "The key is refused")]
)
def test_a_program_ends_with_what_it_cannot_mend(
    readers: Readers, language: Language, status: int, words: str, tmp_path: Path
) -> None:
    key = f"test_{language.id}-{status}"
    ended = readers.run(language, key, status, tmp_path)
    assert len(readers.recorder.exchanges[key]) == 1
    assert ended.returncode not in {0, None}
    assert ended.stdout == ""
    assert words in ended.stderr
    assert REFUSAL in ended.stderr


@each_language
def test_a_guide_is_made_of_the_sample(built_site: BuiltSite, language: Language) -> None:
    guide = Guide.of(language, built_site)
    of_page = (slug(CREATE.operation_id), language.name, CREATE.example)
    [sample] = {
        one.text
        for one in built_site.samples
        if (one.section, one.language, one.example) == of_page
    }
    assert sample in guide.others
    about_the_task = {
        line.strip() for line in sample.splitlines() if any(name in line for name in CREATE.body)
    }
    assert len(about_the_task) >= len(CREATE.body)
    assert about_the_task <= {line.strip() for line in guide.program.splitlines()}
    assert guide.program.count(BASE_URL) == 1
