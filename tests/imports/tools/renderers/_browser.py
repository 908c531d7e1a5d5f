"""A page in Chromium, served from loopback; no other host is reached."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Error, Locator, Page, Route, sync_playwright

from tests.imports.bench import CACHE, Bench, Refused, npm_folder
from tests.imports.tools.converters._contract import operations

CHROMIUM = shutil.which("chromium") or "chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the standard library's name
        pass


def rendered(bench: Bench, html: str, *open_first: str) -> list[str]:
    """Open a page with the document and give the errors of its console.

    In the HTML, `{packages}` and `{document}` stand for their addresses. What `open_first` names is
    clicked open. Raises Refused unless the summary of every operation is then to be seen.
    """
    summaries = [operation["summary"] for _, _, operation in operations(bench)]
    with _served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        errors = _errors_of(page, origin)
        address = f"{origin}/documents/{bench.as_json.name}"
        packages = f"{origin}/npm/node_modules"
        (npm_folder() / "page.html").write_text(
            html.replace("{packages}", packages).replace("{document}", address)
        )
        page.goto(f"{origin}/npm/page.html")
        try:
            _require_seen(page, summaries, open_first)
        except Error as error:
            raise Refused("\n".join(["not to be seen:", error.message, *errors])) from None
        finally:
            page.screenshot(path=bench.folder / "page.png")
        browser.close()
    return errors


def _errors_of(page: Page, origin: str) -> list[str]:
    """Give the list that the page's errors will be in; requests to other hosts are dropped."""

    def drop(route: Route) -> None:
        route.continue_() if route.request.url.startswith(origin) else route.abort()

    errors: list[str] = []
    page.route("**/*", drop)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: (
            errors.append(said.text)
            if said.type in {"error", "warning"} and "net::ERR_FAILED" not in said.text
            else None
        ),
    )
    return errors


def _visible(page: Page, text: str) -> Locator:
    return page.get_by_text(text).filter(visible=True).first


def _require_seen(page: Page, summaries: list[str], open_first: tuple[str, ...]) -> None:
    for text in open_first:
        _visible(page, text).click(timeout=PATIENCE)
    for text in summaries:
        _visible(page, text).wait_for(timeout=PATIENCE)


@contextmanager
def _served() -> Iterator[str]:
    handler = partial(_Silent, directory=str(CACHE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
