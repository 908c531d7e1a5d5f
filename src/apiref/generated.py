"""The pages that nobody wrote: of the operations and schemas that no page of the user's places."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

import yaml
from markupsafe import escape

from apiref import UserError
from apiref.directives import Directive, directives_in
from apiref.pages import slug
from apiref.pages.fields import MANY_KINDS
from apiref.pages.text import plain, text
from apiref.spec import Callback, Operation, Spec
from apiref.spec.pointer import join

FOLDERS = ("operations", "schemas", "webhooks")
_DESCRIPTION = 160  # characters, about what a list of search results shows
_LONG = 30  # entries; a longer section of the navigation has sections of its own
MARK = "<!-- Written by apiref export: an edit is lost at the next one. -->"
_INDEXES = ("index", "README")
_SHARED = 3  # references
_UNTAGGED = "Operations"


@dataclass(frozen=True)
class Wanted:
    """What a site wants written: a page by "operation" or by "tag", and pages of schemas.

    These are of "none", of "all", or of "shared" ones: those that three places refer to.
    Of webhooks there is nothing ("none"), a "list", or "pages" and the list.
    """

    by: str = "operation"
    schemas: str = "none"
    webhooks: str = "none"


@dataclass(frozen=True)
class GeneratedPage:
    """A page; `path` is that within the docs folder, `section` the tag that it belongs to.

    Schemas and webhooks have no section: they are many, and found by links and by the search.
    `group` is what an operation of the section is about, by its path. A page may be `whole`, all
    of its section.
    """

    path: str
    text: str
    section: str = ""
    group: str = ""
    whole: bool = False


def generated_pages(spec: Spec, docs: Path, wanted: Wanted) -> tuple[GeneratedPage, ...]:
    """Give the pages to write, the operations' in the order of the document."""
    placed = set(_placed(spec, docs))
    operations = [one for one in spec.operations if ("operation", one.id) not in placed]
    own = _own(docs, "operations")
    by_tag = wanted.by == "tag"
    pages = [*(_tag_pages(operations, spec, own) if by_tag else _operation_pages(operations, own))]
    schemas = {
        name: plain(spec.schema(name).description)
        for name in _schemas(spec, wanted)
        if ("schema", name) not in placed
    }
    pages += _listed_pages("schemas", "schema", "Schemas", schemas, _own(docs, "schemas"))
    webhooks = {one.name: _about_webhook(one) for one in spec.webhooks}
    if wanted.webhooks == "pages":
        pages += _listed_pages("webhooks", "webhook", "Webhooks", webhooks, _own(docs, "webhooks"))
    elif wanted.webhooks == "list" and webhooks and "index" not in _own(docs, "webhooks"):
        body = "\n".join(map(_webhook_entry, spec.webhooks))
        pages.append(GeneratedPage("webhooks/index.md", _page("Webhooks", body)))
    return tuple(pages)


def _webhook_entry(webhook: Callback) -> str:
    about = _about_webhook(webhook)
    return f"- **{text(webhook.name)}**{f': {text(about)}' if about else ''}"


def _about_webhook(webhook: Callback) -> str:
    return next((one.summary or plain(one.description) for one in webhook.operations), "")


def navigation(pages: Iterable[GeneratedPage]) -> dict[str, list[Any]]:
    """Give MkDocs' navigation of the pages that have a section, by its title, as text.

    A page holds the whole of its own section, so a long one is cut by what its pages are about.
    """
    sections: dict[str, list[GeneratedPage]] = {}
    for page in pages:
        if page.section:
            sections.setdefault(page.section, []).append(page)
    return {title: _entries(held) for title, held in sections.items()}


def _entries(pages: list[GeneratedPage]) -> list[Any]:
    counted = Counter(page.group for page in pages)
    entries: list[Any] = []
    groups: dict[str, list[str]] = {}
    for page in pages:
        if len(pages) <= _LONG or not page.group or counted[page.group] == 1:
            entries.append(page.path)
        elif page.group in groups:
            groups[page.group].append(page.path)
        else:
            groups[page.group] = [page.path]
            entries.append({escape(page.group): groups[page.group]})
    return entries


def write(pages: tuple[GeneratedPage, ...], docs: Path) -> None:
    """Write the pages, and remove those that were written before and are no more wanted.

    A page that is as it was is left alone, so that its time tells when it changed; and so is a page
    of the user's own.
    """
    wanted = {docs / page.path: page.text for page in pages}
    for path in set(_written(docs)).difference(wanted):
        path.unlink()
    for path, content in wanted.items():
        path.parent.mkdir(exist_ok=True)
        if is_ours(path) and not (path.exists() and _read(path) == content):
            path.write_text(content, "utf-8")


def is_ours(path: Path) -> bool:
    """Whether a page is one that was written before, or there is none yet."""
    return not path.exists() or path.read_text("utf-8", "replace").rstrip().endswith(MARK)


def _written(docs: Path) -> Iterator[Path]:
    """Give the pages that were written before, not those of the user's own."""
    for folder in FOLDERS:
        for page in (docs / folder).glob("*.md"):
            if is_ours(page):
                yield page


def _read(page: Path) -> str:
    """Read a page. Raises UserError, with the line, for one that is not UTF-8."""
    try:
        return page.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UserError(f"{page}:{line}: the page is not UTF-8\n  Save it as UTF-8.") from None


def _own(docs: Path, folder: str) -> set[str]:
    """Give the names that the user's own pages in a folder leave to no written page.

    Some file systems take capital letters for small ones, and a page may be a folder's.
    """
    held = docs / folder
    own = {page.stem for page in set(held.glob("*.md")).difference(_written(docs))}
    own |= {page.parent.name for page in held.glob("*/*.md") if page.stem in _INDEXES}
    return {"index" if name in _INDEXES else name.lower() for name in own}


def _placed(spec: Spec, docs: Path) -> Iterator[tuple[str, str]]:
    """Give what a page of the user's shows, by a directive that names it or its tag."""
    for page in set(docs.rglob("*.md")).difference(_written(docs)):
        for directive in directives_in(_read(page).splitlines()):
            yield from _shown_by(directive, spec)


def _shown_by(directive: Directive, spec: Spec) -> Iterator[tuple[str, str]]:
    if directive.name == "operations" and directive.argument:
        tagged = (one for one in spec.operations if directive.argument in one.tags)
        yield from (("operation", one.id) for one in tagged)
    elif directive.name in ("operation", "schema"):
        yield directive.name, directive.argument


def _operation_pages(operations: list[Operation], own: set[str]) -> Iterator[GeneratedPage]:
    names = _Names("operations", own)
    for one in operations:
        about = plain(one.description) or one.summary or f"{one.method} {one.path}"
        page = _part("operation", one.id, one.summary or one.id, about)
        tag = section_of(one)
        yield GeneratedPage(names.path(one.id), page, tag, _about(one, tag))


def _about(operation: Operation, tag: str) -> str:
    """Give what a path is about: `/repos/{name}/hooks/{id}` is about hooks."""
    words = [one for one in operation.path.split("/") if one and "{" not in one][1:]
    found = next((word for word in words if word.lower() != tag.lower()), "")
    return " ".join(re.split("[-_ ]+", found)).capitalize()


def _tag_pages(operations: list[Operation], spec: Spec, own: set[str]) -> Iterator[GeneratedPage]:
    names = _Names("operations", own)
    described = {one.name: one for one in spec.tags if one.description or one.external_docs}
    by_tag: dict[str, list[Operation]] = {}
    for one in operations:
        by_tag.setdefault(section_of(one), []).append(one)
    for tag, tagged in by_tag.items():
        about = [f"::: tag {tag}"] if tag in described else []
        body = "\n\n".join([*about, *(f"::: operation {one.id}" for one in tagged)])
        said = plain(described[tag].description) if tag in described else ""
        yield GeneratedPage(names.path(tag), _page(tag, body, said), tag, whole=True)


def _listed_pages(
    folder: str, directive: str, title: str, parts: Mapping[str, str], own: set[str]
) -> Iterator[GeneratedPage]:
    """Give a page for each part, named with what it is about, and one that lists them.

    The user's own list takes the place of that one.
    """
    if not parts:
        return
    names = _Names(folder, own)
    paths = {one: names.path(one) for one in parts}
    listed = (
        f"- [{text(one)}]({path.removeprefix(f'{folder}/')})"
        for one, path in sorted(paths.items(), key=lambda item: item[0].lower())
    )
    up = ""
    if "index" not in own:
        up = f"[{title}](index.md) /\n\n"
        yield GeneratedPage(f"{folder}/index.md", _page(title, "\n".join(listed)))
    for one, path in paths.items():
        yield GeneratedPage(path, _part(directive, one, one, parts[one], up))


def section_of(operation: Operation) -> str:
    return next(iter(operation.tags), _UNTAGGED)


def _schemas(spec: Spec, wanted: Wanted) -> Iterable[str]:
    if wanted.schemas == "all":
        return spec.schemas
    if wanted.schemas == "shared":
        return shared_schemas(spec)
    return ()


def shared_schemas(spec: Spec) -> list[str]:
    """Give the names of the schemas that three places of the document, or more, refer to.

    A kind of a choice between many counts as one: all of them on each page is too long to read.
    """
    counted = Counter(_references(spec.node.source.data))
    return [
        name for name in spec.schemas if counted[f"#{join('/components/schemas', name)}"] >= _SHARED
    ]


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("$ref"), str):
                yield one["$ref"]
            waiting.extend(one.values())
            for options in (one.get("oneOf"), one.get("anyOf")):
                if isinstance(options, list) and len(options) > MANY_KINDS:
                    waiting.extend(options * (_SHARED - 1))
        elif isinstance(one, list):
            waiting.extend(one)


def _part(directive: str, name: str, title: str, about: str, up: str = "") -> str:
    """Give a page of one part, which brings its own heading; `up` leads to the list of parts."""
    return f"{_front(title, about)}{up}::: {directive} {name}\n\n{MARK}\n"


def _page(title: str, body: str, about: str = "") -> str:
    return f"{_front('', about)}# {text(title)}\n\n{body}\n\n{MARK}\n"


def _front(title: str, about: str) -> str:
    """Give the front matter of a page. Themes write what stands there as HTML."""
    said = {"title": title, "description": shorten(about, _DESCRIPTION, placeholder="…")}
    head = {key: _html(words) for key, words in said.items() if words}
    front = yaml.dump(head, width=10**6, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n\n" if head else ""


def _html(words: str) -> str:
    return html.escape(" ".join(words.split()), quote=False).replace('"', "&quot;")


class _Names:
    """Makes the paths of the pages in a folder, no two alike."""

    def __init__(self, folder: str, taken: set[str]) -> None:
        self._folder = folder
        self._taken = dict.fromkeys(taken | {"index"}, 1)

    def path(self, name: str) -> str:
        unique = stem = _file_name(name)
        while unique in self._taken:
            self._taken[stem] += 1
            unique = f"{stem}-{self._taken[stem]}"
        self._taken[unique] = 1
        return f"{self._folder}/{unique}.md"


_LONGEST = 100  # bytes of a file's name; file systems take 255
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9¹²³])(?=\.|$)")  # what Windows has


def _file_name(name: str) -> str:
    stem = slug(name).encode()[:_LONGEST].decode(errors="ignore").rstrip("-_.")
    device = _DEVICE.match(stem)
    return f"{device[0]}-{stem[device.end() :]}" if device else stem
