"""The Markdown extension: a line such as `::: operation createPet` becomes that operation.

It runs in whatever builds pages with Python-Markdown, MkDocs and Zensical among them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from apiref.directives import Directive, directives_in, has_title
from apiref.pages import Page, Settings, TemplateFault
from apiref.placement import Placement
from apiref.spec import Spec, UnknownName, load

_RAW = re.compile(r"<!-- html -->\n(.*?)<!-- /html -->", re.DOTALL)
_PAGE_LINK = re.compile(r'(?<=<a href=")page:([^"]*)')  # what a template writes before an `href`
_ID = re.compile(r'(?<= id=")[^"]+')
_TITLE = re.compile(r"^# (.+) \{: #\S+ \.ar-title \}$", re.MULTILINE)

# After white space is normalized (30), before code is fenced (25); and after the step of MkDocs
# that looks for anchors (21).
_DIRECTIVES_PRIORITY, _ANCHORS_PRIORITY = 28, 20.5


class DirectiveError(Exception):
    """A directive that cannot be followed; the message has its line, the reason and the remedy."""


# Each directive: how a page follows it, and whether it takes a name, may take one, or takes none.
_PARTS: dict[str, tuple[Callable[[Page, str], str], bool | None]] = {
    "operation": (Page.operation, True),
    "operations": (Page.operations, None),
    "schema": (Page.schema, True),
    "sample": (Page.sample, True),
    "callback": (Page.callback, True),
    "receiver": (Page.receiver, True),
    "last-run": (Page.last_run, True),
    "schemas": (lambda page, _: page.schemas(), False),
    "webhook": (Page.webhook, True),
    "webhooks": (lambda page, _: page.webhooks(), False),
    "introduction": (lambda page, _: page.introduction(), False),
    "contents": (lambda page, _: page.contents(), False),
    "tag": (Page.tag, True),
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
    except TemplateFault as fault:
        remedy = "Mend the template; `src/apiref/templates/_base/` shows what each is given."
        raise _error(directive, str(fault), remedy) from None
    except UnknownName as unknown:
        raise _error(directive, str(unknown), "Use one of these names.") from None


def _error(directive: Directive, message: str, remedy: str) -> DirectiveError:
    return DirectiveError(f"line {directive.line}: `{directive}`: {message}\n  {remedy}")


class ApirefExtension(Extension):
    """Expands directives.

    Options: `spec` is the path of the OpenAPI document, from the folder that the build runs in;
    `base_url` stands in for the document's server in samples, `api_key` for a key; `languages` are
    the samples' languages, each by its id or the path of a Python file, all if there are none;
    `templates` is a folder of overrides. `pages`, which is "operation" or "tag", `schemas`,
    "none", "all" or "shared", and `webhooks`, "none", "list" or "pages", are for `apiref export`:
    they say which pages it writes.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "spec": ["openapi.yaml", "the OpenAPI document"],
            "base_url": ["", "the server that samples show"],
            "api_key": ["YOUR_API_KEY", "the key that samples show"],
            "languages": [[], "the languages of samples"],
            "templates": ["", "a folder of templates that go before the ones of the program"],
            "pages": ["operation", "what has a generated page: each operation, or each tag"],
            "schemas": ["none", "which schemas have a generated page"],
            "webhooks": ["none", "whether webhooks have a list, or pages"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        directives = _Directives(md, self.getConfigs())
        md.preprocessors.register(directives, "apiref", _DIRECTIVES_PRIORITY)
        md.preprocessors.register(_Anchors(md, directives), "apiref-anchors", _ANCHORS_PRIORITY)


def makeExtension(**options: Any) -> ApirefExtension:  # noqa: N802 -- Python-Markdown's name
    return ApirefExtension(**options)


class _Directives(Preprocessor):
    """Puts the parts of a page in place; HTML of our own is set aside, so that nothing parses it.

    `anchors` are the ids in that HTML.
    """

    def __init__(self, md: Markdown, options: dict[str, Any]) -> None:
        super().__init__(md)
        self._options = options
        self._placement = Placement.nowhere()
        self.anchors: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        if not any(line.startswith(":::") for line in lines):
            return lines
        spec = _spec(Path(self._options["spec"]))
        self._placement = Placement.around(self.md)
        settings, href = settings_from_options(self._options), self._placement.href(spec)
        titled = has_title(lines)
        text = "\n".join(expand(lines, Page(spec, settings, href, titled=titled)))
        if not titled:
            self._tell_title(text)
        return _RAW.sub(self._stashed, text).split("\n")

    def _tell_title(self, text: str) -> None:
        """Tell MkDocs, where it is what builds, of a title that a directive gives to the page."""
        title = _TITLE.search(text)
        if title and "mkdocs_extract_title" in self.md.treeprocessors:
            mkdocs: Any = self.md.treeprocessors["mkdocs_extract_title"]
            mkdocs.title = title[1]

    def _stashed(self, match: re.Match[str]) -> str:
        self.anchors.update(_ID.findall(match[1]))
        return self.md.htmlStash.store(_PAGE_LINK.sub(self._url, match[1]).strip())

    def _url(self, link: re.Match[str]) -> str:
        return escape(self._placement.url(unescape(link[1])))


class _Anchors(Preprocessor):
    """Tells MkDocs, where it is what builds, of the anchors that were set aside."""

    def __init__(self, md: Markdown, directives: _Directives) -> None:
        super().__init__(md)
        self._directives = directives

    def run(self, lines: list[str]) -> list[str]:
        if "mkdocs_raw_html" in self.md.preprocessors:
            mkdocs: Any = self.md.preprocessors["mkdocs_raw_html"]
            mkdocs.present_anchor_ids |= self._directives.anchors
        return lines


def settings_from_options(options: Mapping[str, Any]) -> Settings:
    """Give the settings of the pages by the options of the extension; any may be absent."""
    templates = Path(options["templates"]) if options.get("templates") else None
    if templates and not templates.is_dir():
        raise DirectiveError(f"{templates}: there is no such folder of templates")
    return Settings(
        base_url=options.get("base_url", ""),
        api_key=options.get("api_key") or Settings.api_key,
        languages=tuple(options.get("languages", ())),
        templates=templates,
    )


_held: dict[Path, tuple[int, Spec]] = {}  # the documents read last, with the time they changed


def hold(path: Path, spec: Spec) -> None:
    """Take a document that has been read already for the one at a path, until that changes."""
    _held.clear()
    _held[path] = _changed(path), spec


def _spec(path: Path) -> Spec:
    changed, spec = _held.get(path, (-1, None))
    if spec is None or changed != _changed(path):
        spec = load(path)
        hold(path, spec)
    return spec


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
