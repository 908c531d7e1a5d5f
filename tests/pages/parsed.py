"""A page as a browser would see it: its elements, their attributes, its text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.magiclink",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]


@dataclass
class Parsed:
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    @property
    def anchors(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def links(self) -> list[str]:
        return [one.attributes["href"] for one in self.elements if "href" in one.attributes]


def html_of(markdown: str, **options: Any) -> str:
    """Convert Markdown as a site does; with options, directives too."""
    extensions: list[Any] = [*EXTENSIONS, *(["apiref.markdown"] if options else [])]
    configs = {
        "pymdownx.tabbed": {"alternate_style": True},
        **({"apiref.markdown": options} if options else {}),
    }
    return Markdown(extensions=extensions, extension_configs=configs).convert(markdown)


def parse(html: str) -> Parsed:
    reader = _Reader()
    reader.feed(html)
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Parsed()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.page.text += data
