"""Draw the picture that a link to the site shows: `python -m tests.browser.social FILE`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.conftest import QUIET, ROOT

SIZE: ViewportSize = {"width": 1200, "height": 630}
PAGE = """<!doctype html>
<meta charset="utf-8">
<style>
  body { box-sizing: border-box; height: 630px; margin: 0; padding: 88px 96px; background: #101820;
         color: #dce4ea; font-family: "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif; }
  svg { width: 104px; }
  h1 { margin: 44px 0 12px; font-size: 76px; letter-spacing: -2px; }
  p { margin: 0; color: #9fb0bd; font-size: 33px; line-height: 1.45; }
  code { display: inline-block; margin-top: 52px; padding: 16px 26px; border-radius: 12px;
         background: #1b2833; color: #d7e0e7; font: 29px "DejaVu Sans Mono", monospace; }
  b { color: #62cfbd; }
</style>
%s
<h1>Scale API</h1>
<p>Hands work to people and returns their answers as JSON.</p>
<code><b>POST</b> /task/transcription</code>
"""


def main(picture: Path) -> None:
    """Write what Chromium shows of the page above."""
    logo = ROOT.joinpath("docs/assets/logo.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport=SIZE)
        page.set_content(PAGE % logo)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
