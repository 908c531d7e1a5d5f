"""What a reader takes from the built pages: the samples, and the answers beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from tests.site.html_page import VOID


@dataclass(frozen=True)
class ShownSample:
    """A sample: the page's address, the anchor of its section, the labels above it, its text."""

    page: str
    section: str
    language: str
    example: str
    text: str


@dataclass(frozen=True)
class ShownAnswer:
    """An answer: the anchor of its section, the labels above it, its text."""

    section: str
    status: str
    example: str
    text: str


Pages = Iterable[tuple[str, str]]
"""Addresses, relative to the site's own, with the HTML found there."""


def pages_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield str(path.parent.relative_to(folder)), path.read_text("utf-8")


def samples_of(pages: Pages) -> tuple[ShownSample, ...]:
    return tuple(
        ShownSample(page, section, language, example, code)
        for page, section, card in _cards(pages, "request")
        for language, tab in _tabs(card)
        for example, code in _codes(tab)
    )


def receivers_of(pages: Pages) -> dict[str, str]:
    """Give the text of each receiver of callbacks by the label of its language."""
    return {
        label: code_text(tab)
        for _, html in pages
        for card in with_class(page_of(html), "ar-card--receiver")
        for label, tab in _tabs(card)
    }


def answers_of(pages: Pages) -> tuple[ShownAnswer, ...]:
    return tuple(
        ShownAnswer(section, status, example, code)
        for _, section, card in _cards(pages, "response")
        for status, tab in _tabs(card)
        for example, code in _codes(tab)
    )


def page_of(html: str) -> Element:
    """Give the elements of a page, whatever it leaves open closed."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


def code_text(element: Element) -> str:
    """Give the text of the first code block in an element, as it is copied."""
    return "".join(next(element.iterfind(".//pre/code")).itertext())


def with_class(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if name in one.get("class", "").split())


def _cards(pages: Pages, kind: str) -> Iterator[tuple[str, str, Element]]:
    for page, html in pages:
        for split in with_class(page_of(html), "ar-split"):
            heading = next(split.iter("h2"), None)
            section = "" if heading is None else heading.get("id", "")
            for card in with_class(split, f"ar-card--{kind}"):
                yield page, section, card


def _tabs(element: Element) -> Iterator[tuple[str, Element]]:
    """Give the outermost tabs in an element with their labels; a label may have a hidden end."""
    tabbed = next(with_class(element, "tabbed-set"))
    labels = next(with_class(tabbed, "tabbed-labels"))
    content = next(with_class(tabbed, "tabbed-content"))
    yield from zip((label.text or "" for label in labels), content, strict=True)


def _codes(tab: Element) -> Iterator[tuple[str, str]]:
    """Give each example behind a tab with its label, "" for the only one."""
    if next(with_class(tab, "tabbed-set"), None) is not None:
        yield from ((label, code_text(inner)) for label, inner in _tabs(tab))
    else:
        yield "", code_text(tab)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = SubElement(self.open[-1], tag, attributes)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while any(tag == one.tag for one in self.open) and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data
