"""Each guide's program, as it stands in the built page, does what the page says."""

import base64
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from apiref.pages import slug
from apiref.samples import Language, languages
from apiref.sandbox import Sandbox, running
from apiref.sandbox.completion import Completion
from apiref.sandbox.task import Task
from apiref.spec import load
from tests.runtimes import found, require
from tests.samples.built_pages import samples_of
from tests.samples.conftest import BuiltSite
from tests.samples.documented import documented
from tests.samples.guides import BASE_URL, Guide, needs
from tests.samples.programs import Ended
from tests.samples.recorder import REFUSAL, WAIT, Exchange, Recorder
from tests.site.site_folder import ROOT

pytestmark = pytest.mark.xdist_group("built-site")

EARLIER = 150  # tasks, more than a page holds
EARLY, WRONG, UNAUTHORIZED = 429, 400, 401
[CREATE] = [one for one in documented() if one.example == "Support message"]

each_language = pytest.mark.parametrize("language", languages(), ids=lambda one: one.id)


@dataclass(frozen=True)
class Run:
    key: str
    ended: Ended
    exchanges: list[Exchange]

    @property
    def tasks(self) -> tuple[str, str]:
        """Give the ids of the two tasks that a whole program makes."""
        return self.exchanges[1].json["task_id"], self.exchanges[-3].json["task_id"]


class SlowSandbox(Sandbox):
    class completion(Completion):  # noqa: N801 -- the name of the part
        completes_after = 1.0  # so that there is time to cancel


@pytest.fixture(scope="module")
def runs(
    built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[Language, int], Run]]:
    """Run every program thrice, its first request refused, as many at once as there are cores."""
    recorder = Recorder(load(ROOT / "openapi.yaml"), SlowSandbox)
    with running(recorder) as base_url, ThreadPoolExecutor(os.cpu_count()) as pool:

        def attempt(job: tuple[Language, int]) -> Run:
            language, status = job
            key = f"test_{language.id}-{status}"
            _add_earlier_tasks(recorder, key)
            recorder.refusals[key].append(status)
            folder = tmp_path_factory.mktemp(language.id)
            ended = Guide.of(language, built_site).run(base_url, key, folder)
            return Run(key, ended, recorder.exchanges[key])

        jobs = [
            (one, status)
            for one in languages()
            if all(map(found, needs(one)))
            for status in (EARLY, WRONG, UNAUTHORIZED)
        ]
        yield dict(zip(jobs, pool.map(attempt, jobs), strict=True))


def _add_earlier_tasks(recorder: Recorder, key: str) -> None:
    store = recorder.app_of(key).state.store
    for number in range(EARLIER):
        store.add(Task(key, f"earlier-{number}", "transcription", "canceled", number, {}))


@pytest.fixture
def run_of(language: Language, runs: dict[tuple[Language, int], Run]) -> Callable[[int], Run]:
    for one in needs(language):
        require(one)
    return lambda status: runs[language, status]


@each_language
def test_a_program_waits_creates_waits_lists_and_cancels(run_of: Callable[[int], Run]) -> None:
    run = run_of(EARLY)
    assert run.ended.returncode == 0, run.ended.stderr
    first, second = run.tasks
    sent = [f"{one.arrived.method} {one.arrived.target}" for one in run.exchanges]
    retrieve, create = f"GET /v1/task/{first}", "POST /v1/task/categorization"
    token = run.exchanges[sent.index("GET /v1/tasks")].json["next_token"]
    assert sent == [
        *[create] * 2,
        *[retrieve] * sent.count(retrieve),
        "GET /v1/tasks",
        f"GET /v1/tasks?next_token={quote(token, safe='')}",
        create,
        f"POST /v1/task/{second}/cancel",
        f"POST /v1/task/{first}/cancel",
    ]
    assert run.exchanges[1].at - run.exchanges[0].at >= WAIT
    statuses = [one.status for one in run.exchanges]
    in_time = statuses[-2]
    assert in_time in {200, 409}
    assert statuses == [EARLY, *[200] * (len(sent) - 3), in_time, 409]


@each_language
def test_a_program_sends_the_request_of_the_sample(run_of: Callable[[int], Run]) -> None:
    run = run_of(EARLY)
    basic = "Basic " + base64.b64encode(f"{run.key}:".encode()).decode()
    created = [one.arrived for one in run.exchanges if one.arrived.body]
    assert len(created) == 3
    assert [CREATE.differences(one, basic) for one in created] == [{}] * 3


@each_language
def test_a_program_tells_what_it_did(run_of: Callable[[int], Run]) -> None:
    run = run_of(EARLY)
    first, second = run.tasks
    [completed] = {
        one.json["response"]["category"] for one in run.exchanges if "response" in one.json
    }
    [total] = {one.json["total"] for one in run.exchanges if "total" in one.json}
    assert total > EARLIER
    assert run.ended.stdout.splitlines() == [
        f"created {first}",
        f"completed {first}: {completed}",
        f"listed {total} tasks",
        f"{'canceled' if run.exchanges[-2].status == 200 else 'too late to cancel'} {second}",
        f"too late to cancel {first}",
    ]


@each_language
@pytest.mark.parametrize(
    ("status", "words"), [(WRONG, "The request is wrong"), (UNAUTHORIZED, "The key is refused")]
)
def test_a_program_ends_with_what_it_cannot_mend(
    run_of: Callable[[int], Run], status: int, words: str
) -> None:
    run = run_of(status)
    assert len(run.exchanges) == 1
    assert run.ended.returncode not in {0, None}
    assert run.ended.stdout == ""
    assert words in run.ended.stderr
    assert REFUSAL in run.ended.stderr


@each_language
def test_a_guide_is_made_of_the_sample(built_site: BuiltSite, language: Language) -> None:
    guide = Guide.of(language, built_site)
    of_page = (slug(CREATE.operation_id), language.name, CREATE.example)
    [sample] = [
        one.text
        for one in samples_of(built_site.pages)
        if (one.section, one.language, one.example) == of_page
    ]
    assert sample in guide.others
    about_the_task = {
        line.strip() for line in sample.splitlines() if any(name in line for name in CREATE.body)
    }
    assert len(about_the_task) >= len(CREATE.body)
    assert about_the_task <= {line.strip() for line in guide.program.splitlines()}
    assert guide.program.count(BASE_URL) == 1
