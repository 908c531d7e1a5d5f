"""The templates' environment: whatever a template writes is made safe unless it is so already."""

import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from apiref.pages.highlight import highlighted
from apiref.pages.text import (
    attribute,
    away,
    fence,
    json_text,
    path,
    plain,
    prose,
    prose_line,
    shown,
    text,
)


@lru_cache(maxsize=4)
def environment(overrides: Path | None) -> Environment:
    """Give the environment; a file in the folder of overrides goes before ours of its name.

    An override extends the template of the same name in `_base/` and replaces a block of it.
    """
    ours: BaseLoader = PackageLoader("apiref", "templates")
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(overrides), ours]) if overrides else ours,
        undefined=StrictUndefined,
        auto_reload=False,
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        away=away,
        text=text,
        attribute=attribute,
        plain=plain,
        prose=prose,
        prose_line=prose_line,
        fence=fence,
        highlighted=highlighted,
        json=json_text,
        path=path,
        link=_link,
        shown=shown,
    )
    return env


@lru_cache(maxsize=1)
def plain_environment() -> Environment:
    """Give the environment of the templates in `plain/`, which write Markdown that nobody runs."""
    env = Environment(
        loader=PackageLoader("apiref", "templates"),
        undefined=StrictUndefined,
        auto_reload=False,
        autoescape=False,  # noqa: S701 -- what it writes is text, and served as such
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        fence=fence,
        shown=shown,
        line=lambda value: " ".join(value.split()),
        link=lambda words, href: f"[{words}]({href})" if href else words,
    )
    return env


def forget_templates() -> None:
    """Read templates anew, as those of a user may have changed."""
    environment.cache_clear()


class TemplateFault(Exception):  # noqa: N818 -- says what it is
    """A template that cannot be followed; the message has its file, its line and the reason."""


def rendered(env: Environment, name: str, **given: Any) -> str:
    """Fill in a template. Raises TemplateFault where an override of it is wrong."""
    try:
        return env.get_template(name).render(**given)
    except (TemplateError, RecursionError, UnicodeDecodeError, ArithmeticError, TypeError) as error:
        reason = getattr(error, "message", None) or str(error) or type(error).__name__
        raise TemplateFault(f"{_place(error, name)}: {reason}") from None


def _place(error: Exception, name: str) -> str:
    """Give where a template went wrong: what Jinja says of it, or the last frame in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or name}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{one.filename}:{one.lineno}" for one in frames if one.filename.endswith(".jinja")]
    return places[-1] if places else name


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else text(value)


def _link(words: str, href: str) -> Markup:
    """Give a Markdown link, or the words alone where nothing is linked to."""
    return Markup(f"[{text(words)}]({href})") if href else text(words)  # noqa: S704 -- an own anchor
