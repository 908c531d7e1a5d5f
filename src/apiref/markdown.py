"""The Markdown extension: a line such as `::: operation createPet` becomes that operation.

It runs in whatever builds pages with Python-Markdown, MkDocs and Zensical among them.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from apiref.pages import Page, Settings, slug
from apiref.spec import Spec, UnknownName, load

_DIRECTIVE = re.compile(r":::\s+(?P<name>\S+)(?:\s+(?P<argument>.*?))?\s*$")
_FENCE = re.compile(r"[ >]*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_RAW = re.compile(r"<!-- html -->\n(.*?)<!-- /html -->", re.DOTALL)

# After white space is normalized (30), before code is fenced (25); and, for what a page takes as
# it is, between the step of MkDocs that looks for anchors (21) and Python-Markdown's own (20).
_DIRECTIVES_PRIORITY, _RAW_PRIORITY = 28, 20.5


class DirectiveError(Exception):
    """A directive that cannot be followed; the message has its line, the reason and the remedy."""


@dataclass(frozen=True)
class Directive:
    """A line `::: name argument`; `line` counts from 1."""

    line: int
    name: str
    argument: str

    def __str__(self) -> str:
        return f"::: {self.name} {self.argument}".rstrip()


# Each directive: how a page follows it, and whether it takes a name, may take one, or takes none.
_PARTS: dict[str, tuple[Callable[[Page, str], str], bool | None]] = {
    "operation": (Page.operation, True),
    "operations": (Page.operations, None),
    "schema": (Page.schema, True),
    "callback": (Page.callback, True),
    "authentication": (lambda page, _: page.authentication(), False),
    "errors": (lambda page, _: page.errors(), False),
    "base-url": (lambda page, _: page.base_url(), False),
}


def expand(lines: list[str], page: Page) -> Iterator[str]:
    """Give the lines of a page, Markdown in place of its directives. Raises DirectiveError."""
    directives = {one.line: one for one in directives_in(lines)}
    for number, line in enumerate(lines, 1):
        if number in directives:
            yield from ("", *_followed(directives[number], page).split("\n"), "")
        else:
            yield line


def directives_in(lines: list[str]) -> Iterator[Directive]:
    """Give the directives of a page. One in a code fence, or indented, is none."""
    closing = ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if closing:
            if fence and fence["mark"].startswith(closing) and not fence["info"].strip():
                closing = ""
        elif fence:
            closing = fence["mark"]
        elif directive := _DIRECTIVE.match(line):
            yield Directive(number, directive["name"], directive["argument"] or "")


def _followed(directive: Directive, page: Page) -> str:
    if directive.name not in _PARTS:
        raise _error(directive, "there is no such directive", f"Use one of: {', '.join(_PARTS)}.")
    part, takes_name = _PARTS[directive.name]
    if takes_name and not directive.argument:
        raise _error(directive, "a name is missing", f"Write `::: {directive.name} NAME`.")
    if takes_name is False and directive.argument:
        raise _error(directive, "it takes no name", f"Write `::: {directive.name}` alone.")
    try:
        return part(page, directive.argument)
    except UnknownName as unknown:
        raise _error(directive, str(unknown), "Use one of these names.") from None


def _error(directive: Directive, message: str, remedy: str) -> DirectiveError:
    return DirectiveError(f"line {directive.line}: `{directive}`: {message}\n  {remedy}")


class ApirefExtension(Extension):
    """Expands directives.

    Options: `spec` is the path of the OpenAPI document, from the folder that the build runs in;
    `base_url` stands in for the document's server in samples, `api_key` for a key; `languages` are
    the ids of the samples' languages, all if there are none; `templates` is a folder of overrides.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "spec": ["openapi.yaml", "the OpenAPI document"],
            "base_url": ["", "the server that samples show"],
            "api_key": ["YOUR_API_KEY", "the key that samples show"],
            "languages": [[], "the ids of the languages of samples"],
            "templates": ["", "a folder of templates that go before the ones of the program"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        directives = _Directives(md, self.getConfigs())
        md.preprocessors.register(directives, "apiref", _DIRECTIVES_PRIORITY)
        md.preprocessors.register(_RawHtml(md), "apiref-html", _RAW_PRIORITY)


def makeExtension(**options: Any) -> ApirefExtension:  # noqa: N802 -- Python-Markdown's name
    return ApirefExtension(**options)


class _Directives(Preprocessor):
    def __init__(self, md: Markdown, options: dict[str, Any]) -> None:
        super().__init__(md)
        self._options = options

    def run(self, lines: list[str]) -> list[str]:
        if not any(line.startswith(":::") for line in lines):
            return lines
        spec = _spec(Path(self._options["spec"]))
        page = Page(spec, _settings(self._options), _Site.around(self.md).href(spec))
        return list(expand(lines, page))


class _RawHtml(Preprocessor):
    """Puts HTML of our own aside, so that nothing parses it once more."""

    def run(self, lines: list[str]) -> list[str]:
        return _RAW.sub(self._stashed, "\n".join(lines)).split("\n")

    def _stashed(self, match: re.Match[str]) -> str:
        return self.md.htmlStash.store(match[1].strip())


def _settings(options: dict[str, Any]) -> Settings:
    return Settings(
        base_url=options["base_url"],
        api_key=options["api_key"] or Settings.api_key,
        languages=tuple(options["languages"]),
        templates=Path(options["templates"]) if options["templates"] else None,
    )


def _spec(path: Path) -> Spec:
    return _loaded(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def _loaded(path: Path, _changed: int) -> Spec:
    return load(path)


@dataclass(frozen=True)
class _Site:
    """The pages around the one being built, as far as the builder tells: to link to a part."""

    docs: Path | None
    page: str

    @classmethod
    def around(cls, md: Markdown) -> "_Site":
        """Ask the builder, by what it has put into its Markdown instance for its own use."""
        if "relpath" in md.treeprocessors:  # MkDocs
            links: Any = md.treeprocessors["relpath"]
            return cls(Path(links.config.docs_dir), links.file.src_uri)
        if "rendering_context" in md.preprocessors:  # Zensical
            context: Any = md.preprocessors["rendering_context"]
            return cls(Path(context.config["docs_dir"]), context.page.path)
        return cls(None, "")

    def href(self, spec: Spec) -> Callable[[str, str], str]:
        placed = _placed(self.docs, spec) if self.docs else {}
        folder = posixpath.dirname(self.page)

        def href(kind: str, name: str) -> str:
            page = placed.get((kind, name))
            if page is None:
                return ""
            anchor = slug(name) if kind == "operation" else slug(kind, name)
            return f"{posixpath.relpath(page, folder) if page != self.page else ''}#{anchor}"

        return href


def _placed(docs: Path, spec: Spec) -> dict[tuple[str, str], str]:
    """Give the page of each operation and schema that a directive puts on one."""
    placed: dict[tuple[str, str], str] = {}
    for path in sorted(docs.rglob("*.md")):
        page = path.relative_to(docs).as_posix()
        for directive in _directives_of(path, path.stat().st_mtime_ns):
            for key in _keys(directive, spec):
                placed.setdefault(key, page)
    return placed


@lru_cache(maxsize=4096)
def _directives_of(path: Path, _changed: int) -> tuple[Directive, ...]:
    return tuple(directives_in(path.read_text("utf-8-sig").splitlines()))


def _keys(directive: Directive, spec: Spec) -> Iterator[tuple[str, str]]:
    if directive.name in ("operation", "schema"):
        yield directive.name, directive.argument
    if directive.name == "operations":
        for operation in spec.operations:
            if not directive.argument or directive.argument in operation.tags:
                yield "operation", operation.id
