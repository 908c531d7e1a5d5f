"""What the tests of the site read out of a built page."""

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Self

VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SKIP_TARGET = "__skip"  # Zensical's theme puts the target of its skip link into the article


@dataclass(frozen=True)
class Link:
    """An attribute that names an address: of an `a`, or of what the browser fetches by itself."""

    tag: str
    address: str


@dataclass(frozen=True)
class HtmlPage:
    """A page: every address in it, every anchor, and of its article the headings, tabs and text."""

    path: Path
    links: tuple[Link, ...]
    anchors: frozenset[str]
    article_anchors: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    tabs: tuple[str, ...]
    text: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a page from its file."""
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        return cls(
            path,
            tuple(reader.links),
            frozenset(reader.anchors),
            tuple(reader.article_anchors),
            tuple((tag, "".join(parts).strip()) for tag, parts in reader.headings),
            tuple("".join(parts).strip() for parts in reader.tabs),
            " ".join(" ".join(reader.text).split()),
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.links: list[Link] = []
        self.anchors: list[str] = []
        self.article_anchors: list[str] = []
        self.headings: list[tuple[str, list[str]]] = []
        self.tabs: list[list[str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.links += [Link(tag, values[name]) for name in ("href", "src") if name in values]
        self._take_anchor(values.get("id"))
        if tag in VOID:
            return
        if tag in HEADINGS:
            self.headings.append((tag, []))
        if tag == "label" and self.open and "tabbed-labels" in self.open[-1][1].split():
            self.tabs.append([])
        self.open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = {name for name, _ in self.open}
        classes = {name for _, names in self.open for name in names.split()}
        if "article" not in inside or "headerlink" in classes:
            return
        self.text.append(data)
        if inside & HEADINGS:
            self.headings[-1][1].append(data)
        if "tabbed-labels" in classes and self.tabs:
            self.tabs[-1].append(data)

    def _take_anchor(self, anchor: str | None) -> None:
        if anchor is None:
            return
        self.anchors.append(anchor)
        if anchor != SKIP_TARGET and any(tag == "article" for tag, _ in self.open):
            self.article_anchors.append(anchor)
