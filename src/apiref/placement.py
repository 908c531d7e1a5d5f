"""Where the pages of a site have the operations and schemas, so that others link to them."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markdown import Markdown

from apiref.directives import Directive, directives_in
from apiref.pages import Href
from apiref.pages.anchors import Anchors
from apiref.spec import Spec

_INDEXES = ("index.md", "README.md")


class Places:
    """The pages of a folder, by the operations and schemas that their directives put on them.

    A page of all operations has what no other page has.
    """

    def __init__(self, docs: Path, spec: Spec) -> None:
        self._places: dict[tuple[str, str], tuple[str, str]] = {}  # a page and an anchor on it
        for path in sorted(docs.rglob("*.md"), key=lambda path: (_has_everything(path), path)):
            page = path.relative_to(docs).as_posix()
            anchors = Anchors()
            for directive in _directives_of(path, path.stat().st_mtime_ns):
                for kind, name in _keys(directive, spec):
                    anchor = anchors.take(*(() if kind == "operation" else (kind,)), name)
                    self._places.setdefault((kind, name), (page, anchor))

    def href_from(self, page: str) -> Href:
        """Give the link from a page to a part of the contract; "" where no page has it."""
        folder = posixpath.dirname(page)

        def href(kind: str, name: str) -> str:
            if (kind, name) not in self._places:
                return ""
            target, anchor = self._places[kind, name]
            way = quote(posixpath.relpath(target, folder)) if target != page else ""
            return f"{way}#{anchor}"

        return href


@dataclass(frozen=True)
class Placement:
    """The page being built, and the configuration that it is built by, if the builder tells."""

    config: Any
    docs: Path | None
    page: str
    directory_urls: bool

    @classmethod
    def around(cls, md: Markdown) -> "Placement":
        """Ask the builder, by what it has put into its Markdown instance for its own use."""
        if "relpath" in md.treeprocessors:  # MkDocs
            links: Any = md.treeprocessors["relpath"]
            return cls._from(links.config, links.file.src_uri)
        if "rendering_context" in md.preprocessors:  # Zensical
            context: Any = md.preprocessors["rendering_context"]
            return cls._from(context.config, context.page.path)
        return cls.nowhere()

    @classmethod
    def nowhere(cls) -> "Placement":
        """Give the placement of a text that is no page of a site."""
        return cls(None, None, "", directory_urls=True)

    @classmethod
    def _from(cls, config: Any, page: str) -> "Placement":
        urls = config.get("use_directory_urls", True)
        return cls(config, Path(config["docs_dir"]), page, directory_urls=bool(urls))

    def href(self, spec: Spec) -> Href:
        """Give the link from this page to a part of the contract that a page has."""
        if self.docs is None:
            return lambda _kind, _name: ""
        return _places(self.docs, _Same(self.config), _Same(spec)).href_from(self.page)

    def url(self, href: str) -> str:
        """Give the address that a link to a page's file becomes, relative to this page."""
        path, mark, anchor = href.partition("#")
        if not path:
            return href
        stem = path.removesuffix(".md")
        if not self.directory_urls:
            return f"{stem}.html{mark}{anchor}"
        up = "./" if posixpath.basename(self.page) in _INDEXES else "../"
        folder, name = posixpath.split(stem)
        if f"{name}.md" in _INDEXES:
            stem = folder
        return f"{posixpath.normpath(up + stem)}/{mark}{anchor}"


class _Same:
    """A value that equals only itself: one build has one configuration and one contract."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=2)
def _places(docs: Path, _config: _Same, spec: _Same) -> Places:
    return Places(docs, spec.value)


def _has_everything(path: Path) -> bool:
    return any(
        one.name == "operations" and not one.argument
        for one in _directives_of(path, path.stat().st_mtime_ns)
    )


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
