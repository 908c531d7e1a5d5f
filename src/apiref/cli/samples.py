"""The command on samples: print one, or run them all against a server."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from apiref import sandbox
from apiref.cli import options
from apiref.cli.document import chosen_spec
from apiref.sample_runs import SampleRun, operations_sent, run_samples, sample_text
from apiref.sample_runs.record import write_record
from apiref.samples import Language, language
from apiref.spec import Spec
from contract_tests.options import UsageError, options_from_values

_SANDBOX = "the sandbox"
_SAFE = ("GET", "HEAD", "OPTIONS")  # RFC 9110, section 9.2.1


@click.command()
@click.argument("operation", default="")
@click.option("--language", "language_id", help="The id of a language, such as ruby, or its file.")
@click.option("--example", help="The name of an example; by default the first.")
@click.option("--base-url", help="The server in the sample; by default the document's first.")
@click.option(
    "--run",
    "url",
    is_flag=False,
    flag_value=_SANDBOX,
    help="Run every sample against the server with this base URL; without one, the sandbox.",
)
@click.option("--api-key", envvar="APIREF_API_KEY", help="The key to run them with.")
@click.option("--yes-create-tasks", is_flag=True, help="Run them on a server elsewhere.")
@click.option("--record", type=options.FILE, help="Write down in this file that all passed.")
@options.spec
@options.allow_network
def samples(  # noqa: PLR0913, PLR0917 -- click's form
    operation: str,
    language_id: str | None,
    example: str | None,
    base_url: str | None,
    url: str | None,
    api_key: str | None,
    yes_create_tasks: bool,  # noqa: FBT001 -- click's form
    record: Path | None,
    spec_file: Path | None,
) -> None:
    """Print the sample of an OPERATION in a language, or run all samples against a server."""
    spec = chosen_spec(spec_file)
    chosen = (language(language_id),) if language_id else None
    if record and (not url or chosen):
        raise click.UsageError("--record needs --run, and all languages")
    if url == _SANDBOX:
        with sandbox.running(sandbox.create_app(spec)) as own:
            runs = _run(spec, own, sandbox.DEFAULT_ACCOUNTS[0].keys[0], chosen)
        _finish(runs, spec, record)
    elif url:
        _require_consent(spec, url, api_key, chosen, consent=yes_create_tasks)
        _finish(_run(spec, url, api_key or "", chosen), spec, record)
    elif operation:
        click.echo(sample_text(spec, operation, language_id or "curl", example, base_url), nl=False)
    else:
        raise click.UsageError("name an OPERATION, or give --run")


def _require_consent(
    spec: Spec,
    url: str,
    api_key: str | None,
    chosen: Sequence[Language] | None,
    *,
    consent: bool,
) -> None:
    """Raise UsageError unless the server can be asked, and may be."""
    try:
        target = options_from_values({"base_url": url, "api_key": api_key}, {})
    except UsageError as error:
        raise click.UsageError(str(error)) from None
    if target.is_loopback or consent:
        return
    methods = [operation.method for operation in operations_sent(spec, chosen)]
    changing = sum(method not in _SAFE for method in methods)
    raise click.UsageError(
        f"The samples send {len(methods)} requests to {url}. {changing} of them may create or "
        "change something, such as tasks that people are paid for.\n"
        "Add --yes-create-tasks if that is what you want."
    )


def _run(spec: Spec, url: str, api_key: str, chosen: Sequence[Language] | None) -> list[SampleRun]:
    runs = []
    for run in run_samples(spec, url, api_key, chosen):
        runs.append(run)
        click.echo(_line(run))
    return runs


def _finish(runs: Sequence[SampleRun], spec: Spec, record: Path | None) -> None:
    counted = Counter(run.outcome for run in runs)
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items())))
    if record:
        write_record(record, spec, runs)
    if counted["failed"]:
        raise SystemExit(1)


def _line(run: SampleRun) -> str:
    line = f"{run.outcome:8}{run.operation_id} {run.example} in {run.language.name}"
    return f"{line}\n    {run.reason}" if run.reason else line
