"""The part of a page that `make bench` writes: sections, each of which one measurement replaces."""

import re
from pathlib import Path

MARK = "<!-- The rest of this page is written by `make bench`. -->"


def write_section(page: Path, title: str, text: str) -> None:
    """Write a section in place of the one of that title, or else at the end of the page."""
    head, _, rest = page.read_text("utf-8").partition(MARK)
    sections = dict(re.findall(r"^## (.*)\n\n((?:(?!## ).*\n?)*)", rest, re.MULTILINE))
    sections[title] = text
    written = (f"## {one}\n\n{body.strip()}\n" for one, body in sections.items())
    page.write_text(f"{head}{MARK}\n\n" + "\n".join(written), "utf-8")
