"""Build a site from each of the documents, and print what it took.

The exit code is 1 if a build warns or fails, a broken link or anchor among the warnings.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.documents.packages import LARGE, SMALL, Document


def built(document: Document, folder: Path) -> str:
    """Begin a site for a document, and build it; give what went wrong, "" for nothing."""
    for command in (
        ("new", str(folder), "--spec", str(document.file)),
        ("build", "--config", str(folder / "mkdocs.yml")),
    ):
        ran = run(*command)
        if ran.returncode:
            return ran.stderr.strip() or ran.stdout.strip()
    return ""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apiref", *command], capture_output=True, text=True, check=False
    )


@click.command()
@click.argument("names", nargs=-1)
@click.option("--keep", type=Path, help="Leave the sites in this folder.")
def main(names: tuple[str, ...], keep: Path | None) -> None:
    """Build the documents whose title holds one of NAMES, or all of them."""
    failed = False
    click.echo("| document | what is hard | pages | MB | largest page, KB | seconds of CPU |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for one in (*SMALL, *LARGE):
        if names and not any(name.lower() in one.title.lower() for name in names):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = (keep or Path(scratch)) / one.title.lower().replace(" ", "-")
            shutil.rmtree(folder, ignore_errors=True)
            begun = _cpu()
            wrong = built(one, folder)
            failed |= bool(wrong)
            row = wrong or f"{_sizes(folder / 'site')} | {_cpu() - begun:.0f} |"
            click.echo(f"| {one.title} | {one.style} | {row}")
    sys.exit(int(failed))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sizes(site: Path) -> str:
    pages = [path.stat().st_size for path in site.rglob("*.html")]
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return f"{len(pages)} | {total / 1e6:.1f} | {max(pages) / 1e3:.0f}"


if __name__ == "__main__":
    main()
