"""Take the picture of the site that the README shows: `python -m tests.browser.screenshot FILE`."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from apiref.site import built
from tests.browser.conftest import QUIET, ROOT
from tests.browser.serving import served

PAGE = "create/transcription/"
SIZE: ViewportSize = {"width": 1440, "height": 900}


def main(picture: Path) -> None:
    """Build the site, serve it, and write what Chromium shows of one operation."""
    with tempfile.TemporaryDirectory() as folder:
        site = built(ROOT / "mkdocs.yml", site_dir=Path(folder) / "site").site
        with served(site) as address:
            _take(f"{address}{PAGE}", picture)


def _take(address: str, picture: Path) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport=SIZE)
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
