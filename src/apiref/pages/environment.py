"""The templates' environment: whatever a template writes is made safe unless it is so already."""

from functools import lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
)
from markupsafe import Markup

from apiref.pages.text import attribute, fence, json_text, prose, prose_line, text


@lru_cache(maxsize=4)
def environment(overrides: Path | None) -> Environment:
    """Give the environment; a file in the folder of overrides goes before ours of its name.

    An override extends the template of the same name in `_base/` and replaces a block of it.
    """
    ours: BaseLoader = PackageLoader("apiref", "templates")
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(overrides), ours]) if overrides else ours,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        text=text,
        attribute=attribute,
        prose=prose,
        prose_line=prose_line,
        fence=fence,
        json=json_text,
        link=_link,
    )
    return env


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else text(value)


def _link(words: str, href: str) -> Markup:
    """Give a Markdown link, or the words alone where nothing is linked to."""
    return Markup(f"[{text(words)}]({href})") if href else text(words)  # noqa: S704 -- an own anchor
