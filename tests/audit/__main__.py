"""Build the site and have it judged; the exit code is 1 if a judge finds anything."""

import json
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import click

from apiref.site import built
from tests.browser.serving import served
from tests.imports.bench import CACHE, npm_folder

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ADDRESS = "https://reference.example.com/"  # that of the canonical links
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
# One page of each kind; the first is an operation, which is judged for its performance too.
PATHS = ("create/transcription/", "", "task/", "errors/", "guides/go/", "contract-tests/")


def main() -> None:
    """Ask both judges, and print what they say."""
    packages = npm_folder(HERE, CACHE.with_name("audit"))
    os.environ["APIREF_SITE_URL"] = ADDRESS
    with tempfile.TemporaryDirectory() as folder:
        site = built(ROOT / "mkdocs.yml", site_dir=Path(folder) / "site").site
        problems = [*_html_problems(packages, site), *_lighthouse_problems(packages, site)]
    for problem in problems:
        click.echo(problem)
    raise SystemExit(1 if problems else 0)


def _html_problems(packages: Path, site: Path) -> Iterator[str]:
    pages = sorted(site.rglob("*.html"))
    command = packages / "node_modules/.bin/html-validate"
    options = ("--config", HERE / "html-validate.cjs", "--formatter", "json")
    judged = json.loads(_output(command, *options, *pages))
    click.echo(f"html-validate: {len(pages)} pages")
    for page in judged:
        name = Path(page["filePath"]).relative_to(site)
        for one in page["messages"]:
            yield f"{name}:{one['line']}: {one['message']} ({one['ruleId']})"


def _lighthouse_problems(packages: Path, site: Path) -> Iterator[str]:
    """Give what is below its least score: of several runs of a page, their median counts."""
    scores: dict[tuple[str, str], list[int]] = defaultdict(list)
    short: dict[tuple[str, str], list[str]] = {}
    for run in _lighthouse(packages, site):
        key = run["path"], run["category"]
        scores[key].append(run["score"])
        short[key] = run["short"]
    for (path, category), found in scores.items():
        click.echo(f"Lighthouse: /{path} {category} {' '.join(map(str, found))}")
        if median(found) < LEAST[category]:
            least = LEAST[category]
            yield f"/{path}: {category} {median(found)} of {least}: {short[path, category]}"


def _lighthouse(packages: Path, site: Path) -> list[dict[str, Any]]:
    script = Path(shutil.copy(HERE / "lighthouse.mjs", packages))
    with served(site) as address:
        lines = _output("node", script, address, *PATHS).splitlines()
    return [json.loads(line) for line in lines]


def _output(*command: str | Path) -> str:
    chromium = shutil.which("chromium") or ""
    environment = {**os.environ, "CHROME_PATH": chromium, "NO_COLOR": "1"}
    ran = subprocess.run(
        [str(part) for part in command],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if not ran.stdout:
        raise SystemExit(f"{Path(command[0]).name} gave no answer (exit code {ran.returncode})")
    return ran.stdout


if __name__ == "__main__":
    main()
