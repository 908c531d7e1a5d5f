"""How soon a changed description shows in a browser while a site is served: `docs/scale.md`."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.bench import scale
from tests.bench.written import write_section
from tests.browser.conftest import QUIET
from tests.runtimes import require
from tests.site.site_folder import ROOT, copy_project

TITLE = "A change while serving"
PATIENCE = 600.0  # seconds, for a first build or for a change
PAUSE = 2.0  # seconds between two changes
OUR_OWN = "A person reads, looks at or listens to an attachment"
GITHUBS = "Lists all the emojis available to use on GitHub."


@dataclass(frozen=True)
class Site:
    """A document whose site a command serves, the page of an operation, and what describes that.

    The command takes a port of 127.0.0.1. `limit` is the seconds that a change may take; a peer
    has none.
    """

    name: str
    command: Sequence[str | Path]
    document: Path
    page: str
    description: str
    changes: int
    limit: float | None = None


@dataclass(frozen=True)
class Shown:
    """Seconds from the start to the first page, and from each change until the browser shows it."""

    first: float
    changes: tuple[float, ...]


def own_sites(folder: Path) -> Iterator[Site]:
    """Give the site of our own contract, then one for it that MkDocs serves."""
    own = folder / "own"
    own.mkdir()
    copy_project(own)
    document, page = own / "openapi.yaml", "create/transcription/"
    yield Site("Our contract", _apiref(), document, page, OUR_OWN, changes=10, limit=2)
    document = scale.neoteroi_site(ROOT / "openapi.yaml", folder / "own-peer")
    yield Site("Our contract, neoteroi-mkdocs", _mkdocs(), document, "", OUR_OWN, changes=5)


def githubs_sites(folder: Path) -> Iterator[Site]:
    """Give the site of GitHub's document, then one for it that MkDocs serves."""
    new = (sys.executable, "-m", "apiref", "new", folder / "github", "--spec", scale.document())
    subprocess.run(new, stdout=subprocess.DEVNULL, check=True)
    document, page = folder / "github" / "openapi.json", "operations/emojis-get/"
    yield Site("GitHub's document", _apiref(), document, page, GITHUBS, changes=5, limit=10)
    document = scale.neoteroi_site(scale.document(), folder / "github-peer")
    yield Site("GitHub's document, neoteroi-mkdocs", _mkdocs(), document, "", GITHUBS, changes=1)


def _apiref() -> tuple[str | Path, ...]:
    return sys.executable, "-m", "apiref", "serve", "--port", "{port}"


def _mkdocs() -> tuple[str | Path, ...]:
    mkdocs = scale.venv() / "bin" / "mkdocs"
    return mkdocs, "serve", "-q", "--livereload", "-a", "127.0.0.1:{port}"


def measured(site: Site, browser: Browser) -> Shown:
    """Serve a site until its changes are shown. Raises playwright's Error for one that is not."""
    port = _free_port()
    begun = time.monotonic()
    with _running([str(part).format(port=port) for part in site.command], _project(site)):
        page = browser.new_page()
        _open(page, f"http://127.0.0.1:{port}/{site.page}", site.description)
        first = time.monotonic() - begun
        shown = Shown(first, tuple(_changes(page, site)))
        page.close()
    return shown


def _changes(page: Page, site: Site) -> Iterator[float]:
    text = site.document.read_text("utf-8")
    for number in range(site.changes):
        time.sleep(PAUSE)
        new = f"Change number {number} of this sentence."
        begun = time.monotonic()
        site.document.write_text(text.replace(site.description, new), "utf-8")
        page.get_by_text(new).first.wait_for(timeout=PATIENCE * 1000)
        yield time.monotonic() - begun


def _open(page: Page, url: str, text: str) -> None:
    """Open a page once there is a server; its port refuses until then."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            page.goto(url, timeout=PATIENCE * 1000)
            break
        except Error:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    page.get_by_text(text).first.wait_for(timeout=PATIENCE * 1000)


def _project(site: Site) -> Path:
    """Give the folder of a document's site: where its mkdocs.yml is."""
    return next(one for one in site.document.parents if one.joinpath("mkdocs.yml").exists())


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require("chromium"), args=QUIET)
        yield browser
        browser.close()


def _row(site: Site, shown: Shown, peer: Shown | None) -> str:
    typical = median(shown.changes)
    cells = [f"{shown.first:.1f}", f"{typical:.1f}", f"{max(shown.changes):.1f}"]
    cells += [f"{site.limit or ''}", f"{typical / median(peer.changes):.2f}" if peer else ""]
    return f"| {site.name} | {' | '.join(cells)} |"


def _table(rows: list[str]) -> str:
    head = "| Site | first page, s | a change, median, s | worst, s | at most, s | of the peer's |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *rows])


@click.command()
@click.option("--page", type=click.Path(path_type=Path), help="The page to write the table to.")
@click.option("--ours", is_flag=True, help="Measure no peer.")
def main(page: Path | None, ours: bool) -> None:  # noqa: FBT001 -- click's form
    """Measure and print the table; exit 1 if a change takes longer than its limit."""
    rows: list[str] = []
    over = False
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _chromium() as browser:
        for pair in (own_sites, githubs_sites):
            sites = [*pair(Path(folder))][: 1 if ours else None]
            shown = [measured(site, browser) for site in sites]
            peers = [*shown[1:], None]
            rows += map(_row, sites, shown, peers)
            click.echo("\n".join(rows[-len(sites) :]))
            over |= max(shown[0].changes) > (sites[0].limit or PATIENCE)
    if page:
        write_section(page, TITLE, _table(rows))
    raise SystemExit(int(over))


if __name__ == "__main__":
    main()
