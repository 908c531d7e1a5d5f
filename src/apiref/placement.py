"""Where the pages of a site have the operations and schemas, so that others link to them."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Markdown

from apiref.directives import Directive, directives_in
from apiref.pages import Href, slug
from apiref.spec import Spec


@dataclass(frozen=True)
class Placement:
    """The pages around the one being built, as far as the builder tells: to link to a part."""

    docs: Path | None
    page: str

    @classmethod
    def around(cls, md: Markdown) -> "Placement":
        """Ask the builder, by what it has put into its Markdown instance for its own use."""
        if "relpath" in md.treeprocessors:  # MkDocs
            links: Any = md.treeprocessors["relpath"]
            return cls(Path(links.config.docs_dir), links.file.src_uri)
        if "rendering_context" in md.preprocessors:  # Zensical
            context: Any = md.preprocessors["rendering_context"]
            return cls(Path(context.config["docs_dir"]), context.page.path)
        return cls(None, "")

    def href(self, spec: Spec) -> Href:
        """Give the link from this page to a part of the contract that a page has."""
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
    """Give the page of each operation and schema that a directive puts on one.

    A page of all operations has what no other page has.
    """
    placed: dict[tuple[str, str], str] = {}
    for path in sorted(docs.rglob("*.md"), key=lambda path: (_has_everything(path), path)):
        page = path.relative_to(docs).as_posix()
        for directive in _directives_of(path, path.stat().st_mtime_ns):
            for key in _keys(directive, spec):
                placed.setdefault(key, page)
    return placed


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
