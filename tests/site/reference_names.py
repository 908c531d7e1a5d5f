"""What a built page names in its reference: the same rows as the contract's, out of its HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Self

from tests.site.contract_names import Row
from tests.site.html_page import VOID


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """Give the words, without those of the link to the place itself."""
        if "headerlink" in self.classes:
            return ""
        parts = (one if isinstance(one, str) else one.text for one in self.children)
        return " ".join("".join(parts).split())

    def elements(self) -> Iterator["Element"]:
        for one in self.children:
            if isinstance(one, Element):
                yield one
                yield from one.elements()

    def all(self, name: str) -> list["Element"]:
        return [one for one in self.elements() if name in one.classes]

    def links(self) -> list[str]:
        """Give where the lists lead that stand in this element itself, not deeper."""
        lists = (one for one in self.children if isinstance(one, Element) and one.tag == "ul")
        items = (li for one in lists for li in one.children if isinstance(li, Element))
        return [a.attributes["href"] for li in items for a in li.elements() if a.tag == "a"]

    def first(self, name: str) -> "Element":
        return self.all(name)[0]

    def inner(self, *stops: str) -> Iterator["Element"]:
        """Give the nearest elements of some classes: none inside another."""
        for one in self.children:
            if isinstance(one, Element):
                if one.classes & set(stops):
                    yield one
                else:
                    yield from one.inner(*stops)

    def outer(self, *names: str) -> "Element":
        one = self
        while not one.classes & set(names):
            assert one.parent, f"nothing around {self.attributes} is {names}"
            one = one.parent
        return one


@dataclass(frozen=True)
class ReferencePage:
    root: Element

    @classmethod
    def read(cls, path: Path) -> Self:
        reader = _TreeReader()
        reader.feed(path.read_text("utf-8"))
        return cls(reader.root)

    def operations(self) -> Iterator[Row]:
        """Give the rows of each operation; its callbacks stand after it."""
        head: Row = ()
        for part in self.root.inner("ar-operation", "ar-callback"):
            if "ar-operation" in part.classes:
                head = (part.first("ar-title").attributes["id"],)
                yield from self._call(part, head)
            elif head:
                yield from self._call(part, (*head, "callback", _callback_id(part)))

    def schemas(self) -> dict[str, set[Row]]:
        """Give the rows of each schema by its anchor."""
        return {
            part.first("ar-title").attributes["id"]: set(self._rows(part.first("ar-prose"), ()))
            for part in self.root.inner("ar-schema")
        }

    def errors(self) -> set[str]:
        return {one.text.split()[0] for one in self.root.all("ar-error__status")}

    def _call(self, part: Element, head: Row) -> Iterator[Row]:
        prose = part.first("ar-prose")
        yield (*head, prose.first("ar-request-line").text)
        place = ""
        for one in prose.inner("ar-section", "ar-fields", "ar-kinds", "ar-nested", "ar-answers"):
            if anchor := one.attributes.get("id"):
                place = "parameter" if anchor.endswith("-parameters") else "body"
            if not one.classes & {"ar-section", "ar-answers"}:
                yield from self._rows(one, (*head, place))
        for answer in prose.all("ar-answer"):
            yield from self._answer(answer, head)
        for link in prose.links():
            yield (*head, "link", link.rpartition("#")[2])

    def _answer(self, answer: Element, head: Row) -> Iterator[Row]:
        status = answer.first("ar-answer__status").text.split()[0]
        yield (*head, status)
        for fold in answer.inner("ar-nested"):
            place = "header" if "id" not in fold.attributes else "body"
            yield from self._rows(fold, (*head, status, place))
        for same in answer.inner("ar-same", "ar-nested"):
            if "ar-nested" in same.classes:
                continue
            other = self._target(same).outer("ar-answer")
            for fold in other.inner("ar-nested"):
                if "id" in fold.attributes:
                    yield from self._rows(fold, (*head, status, "body"))

    def _rows(self, part: Element, path: Row) -> Iterator[Row]:
        """Give the names inside a part, those of its responses aside."""
        for one in part.inner("ar-field", "ar-answers", "ar-values", "ar-same"):
            if "ar-field" in one.classes:
                yield from self._field(one, path)
            elif "ar-values" in one.classes:
                yield from ((*path, f"= {li.text}") for li in one.elements() if li.tag == "li")
            elif "ar-same" in one.classes:
                yield from self._rows(
                    self._target(one).outer("ar-field", "ar-kind", "ar-nested"), path
                )

    def _field(self, one: Element, path: Row) -> Iterator[Row]:
        path = (*path, one.first("ar-field__name").text)
        yield path
        yield from self._rows(one, path)

    def _target(self, same: Element) -> Element:
        (link,) = (one for one in same.elements() if one.tag == "a")
        anchor = link.attributes["href"].removeprefix("#")
        (target,) = (one for one in self.root.elements() if one.attributes.get("id") == anchor)
        return target


def _callback_id(part: Element) -> str:
    return part.first("ar-title").attributes["id"].rpartition("-callback-")[2]


class _TreeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self._open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        one = self._open
        while one.parent and one.tag != tag:
            one = one.parent
        if one.parent:
            self._open = one.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)
