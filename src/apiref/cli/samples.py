"""The command on samples: print one, or run them all against a server."""

from collections import Counter
from pathlib import Path

import click

from apiref.cli import options
from apiref.sample_runs import SampleRun, run_samples, sample_text
from apiref.samples import language
from apiref.spec import Spec


@click.command()
@click.argument("operation", default="")
@click.option("--language", "language_id", help="The id of a language, such as ruby.")
@click.option("--example", help="The name of an example; by default the first.")
@click.option("--base-url", help="The server in the sample; by default the document's first.")
@click.option("--run", "url", help="Run every sample against the server with this base URL.")
@click.option("--api-key", envvar="APIREF_API_KEY", help="The key to run them with.")
@options.spec
def samples(  # noqa: PLR0913, PLR0917 -- click's form
    operation: str,
    language_id: str | None,
    example: str | None,
    base_url: str | None,
    url: str | None,
    api_key: str | None,
    spec_file: Path | None,
) -> None:
    """Print the sample of an OPERATION in a language, or run all samples against a server."""
    spec = options.chosen_spec(spec_file)
    if url:
        if not api_key:
            raise click.UsageError("--run needs --api-key")
        _run(spec, url, api_key, language_id)
    elif operation:
        click.echo(sample_text(spec, operation, language_id or "curl", example, base_url), nl=False)
    else:
        raise click.UsageError("name an OPERATION, or give --run URL")


def _run(spec: Spec, url: str, api_key: str, language_id: str | None) -> None:
    chosen = (language(language_id),) if language_id else None
    counted: Counter[str] = Counter()
    for run in run_samples(spec, url, api_key, chosen):
        counted[run.outcome] += 1
        click.echo(_line(run))
    click.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items())))
    if counted["failed"]:
        raise SystemExit(1)


def _line(run: SampleRun) -> str:
    line = f"{run.outcome:8}{run.operation_id} {run.example} in {run.language.name}"
    return f"{line}\n    {run.reason}" if run.reason else line
