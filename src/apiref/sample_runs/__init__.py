"""Samples as programs: written to a file, started with the real interpreter, and told of."""

import base64
import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from apiref.request import ExampleRequest, requests_from_operation
from apiref.request.body import File, FileBody, MultipartBody
from apiref.request.credentials import PLACEHOLDER, Secret
from apiref.sample_runs.interpreters import ProgramFailed, missing_command, output_of
from apiref.samples import Language, language, languages
from apiref.spec import Link, Operation, Spec, UnknownName
from apiref.spec.pointer import tokens

_KEY = "API_KEY"
_BODY = "$response.body#"  # OpenAPI 3.1, section 4.8.20.4


def sample_text(
    spec: Spec,
    operation_id: str,
    language_id: str,
    example: str | None = None,
    base_url: str | None = None,
) -> str:
    """Write one sample: of the named example, or of the operation's first.

    Raises UnknownName for an operation, a language or an example that there is not.
    """
    requests = requests_from_operation(spec.operation(operation_id), base_url, PLACEHOLDER)
    name = next(iter(requests)) if example is None else example
    if name not in requests:
        raise UnknownName("example", name, requests)
    return language(language_id).render(requests[name])


@dataclass(frozen=True)
class SampleRun:
    """How one sample ended: "passed", "failed" or "skipped".

    `answer` is what it printed and `reason` why it did not pass; the key stands in neither.
    """

    operation_id: str
    example: str
    language: Language
    outcome: str
    answer: str
    reason: str


def run_samples(
    spec: Spec, base_url: str, api_key: str, chosen: Sequence[Language] | None = None
) -> Iterator[SampleRun]:
    """Run every operation's samples in every language against a server, as many at once as cores.

    An operation that a link leads to (OpenAPI 3.1, section 4.8.20) is given what the link's sample
    was answered: a task that exists. A sample passes when its program ends with 0. One whose
    interpreter is missing is skipped, and so is one that what the link led to has no use for any
    more, by a described 409. Samples do what they say: they may create and cancel. The key is in
    the environment of the programs only.
    """
    with (
        tempfile.TemporaryDirectory(prefix="apiref-") as folder,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        runner = _Runner(spec, base_url, api_key, Path(folder))
        yield from pool.map(lambda job: runner.run(*job), _jobs(spec, chosen))


def operations_sent(spec: Spec, chosen: Sequence[Language] | None = None) -> Iterator[Operation]:
    """Give the operation of every request that `run_samples` sends."""
    for operation, _, _ in _jobs(spec, chosen):
        yield from (source for source, _ in islice(_links_to(operation, spec), 1))
        yield operation


def _jobs(
    spec: Spec, chosen: Sequence[Language] | None
) -> Iterator[tuple[Operation, str, Language]]:
    for operation in spec.operations:
        for example in requests_from_operation(operation):
            for one in chosen or languages():
                yield operation, example, one


@dataclass(frozen=True)
class _Runner:
    spec: Spec
    base_url: str
    api_key: str = field(repr=False)
    folder: Path

    def run(self, operation: Operation, example: str, one: Language) -> SampleRun:
        told = partial(SampleRun, operation.id, example, one)
        lacking = missing_command(one)
        if lacking:
            return told("skipped", "", f"{lacking} is not installed")
        try:
            values = self._linked_values(operation, one)
        except ProgramFailed as failed:
            return told("failed", "", str(failed))
        try:
            return told("passed", self._answer(operation, example, one, values), "")
        except ProgramFailed as failed:
            conflict = _conflict(operation, str(failed)) if values else ""
            return told("skipped" if conflict else "failed", "", conflict or str(failed))

    def _answer(
        self, operation: Operation, example: str | None, one: Language, values: dict[str, Any]
    ) -> str:
        """Run a sample, of the first example if none is named, and give what it printed."""
        requests = requests_from_operation(operation, self.base_url, Secret.variable(_KEY), values)
        request = requests[example] if example else next(iter(requests.values()))
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        program = folder / f"sample{one.suffix}"
        program.write_text(one.render(request), encoding="utf-8", newline="")
        for filename in _filenames(request):
            (folder / filename).write_text("sample\n", encoding="utf-8")
        return self._printed(one, program)

    def _printed(self, one: Language, program: Path) -> str:
        try:
            return self._redacted(output_of(one, program, {_KEY: self.api_key}))
        except ProgramFailed as failed:
            raise ProgramFailed(self._redacted(str(failed))) from None

    def _redacted(self, text: str) -> str:
        in_basic = base64.b64encode(f"{self.api_key}:".encode()).decode()
        shown = text.replace(in_basic, f"${_KEY}")
        return shown.replace(self.api_key, f"${_KEY}") if self.api_key else text

    def _linked_values(self, operation: Operation, one: Language) -> dict[str, Any]:
        """Give the parameters that the first link to an operation names, from a fresh answer."""
        for source, link in _links_to(operation, self.spec):
            answer = self._answer(source, None, one, {})
            try:
                return {
                    re.sub(r"^(path|query|header|cookie)\.", "", name): _at(
                        json.loads(answer), expression
                    )
                    for name, expression in link.parameters.items()
                }
            except (ValueError, LookupError, TypeError) as error:
                message = f"the answer of {source.id} has nothing for the link {link.name}"
                raise ProgramFailed(message) from error
        return {}


def _links_to(operation: Operation, spec: Spec) -> Iterator[tuple[Operation, Link]]:
    for source in spec.operations:
        for response in source.responses:
            for link in response.links:
                if link.operation_id == operation.id and response.status.startswith("2"):
                    yield source, link


def _conflict(operation: Operation, failure: str) -> str:
    """Give the contract's words on 409, if it describes one and that is what a sample met."""
    described = next((one for one in operation.responses if one.status == "409"), None)
    return f"409: {described.description}" if described and re.search(r"\b409\b", failure) else ""


def _at(answer: Any, expression: Any) -> Any:
    """Give what a runtime expression stands for; anything but one about the body is a constant."""
    if not isinstance(expression, str) or not expression.startswith(_BODY):
        return expression
    for token in tokens(expression.removeprefix(_BODY)):
        answer = answer[int(token)] if isinstance(answer, list) else answer[token]
    return answer


def _filenames(request: ExampleRequest) -> list[str]:
    body = request.body
    if isinstance(body, FileBody):
        return [body.filename]
    parts = body.parts if isinstance(body, MultipartBody) else ()
    return [part.filename for part in parts if isinstance(part, File)]
