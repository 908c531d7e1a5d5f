"""Every construct of OpenAPI leaves its mark on the pages of a site and on their copies as text."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from apiref.site import build
from tests.site.reference_names import Element, ReferencePage
from tests.torture.walk import Mark, marks

HERE = Path(__file__).parent
DOCUMENTS = ("openapi.yaml", "openapi-3.0.yaml")
PAGE = """# Parcel post

::: introduction

::: contents

::: authentication

::: operations

::: webhooks

::: schemas

::: errors
"""
CONFIG = """
site_name: Parcel post
theme: {name: material, font: false}
plugins: [search]
markdown_extensions:
  - attr_list
  - md_in_html
  - apiref.markdown: {spec: openapi.yaml, languages: [curl]}
"""
OWNERS = frozenset(
    {"ar-field", "ar-kind", "ar-answer", "ar-scheme", "ar-introduction", "ar-tag", "ar-split"}
)


class Marked:
    """A page, and a copy of it as text."""

    def __init__(self, site: Path) -> None:
        self.root = ReferencePage.read(site / "index.html").root
        self.copy = " ".join((site / "index.md").read_text("utf-8").replace("**", "").split())
        self._said: dict[int, str] = {}

    def lacks(self, mark: Mark) -> str:
        """Give what the page, or its copy, does not say of a mark; "" for nothing."""
        places = [one for near in mark.near[:1] for one in self._owners(near)] or [self.root]
        told = [[word for word in mark.words if word not in self._near(one)] for one in places]
        missing = min(told, key=len)
        return f"{mark.pointer}: not on the page: {', '.join(missing)}" if missing else ""

    def _owners(self, words: str) -> Iterator[Element]:
        """Give the nearest elements of their own around some words."""
        for text, owner in self._paragraphs:
            if words in text:
                yield owner

    @cached_property
    def _paragraphs(self) -> list[tuple[str, Element]]:
        return [
            (one.text, one.outer(*OWNERS))
            for one in self.root.elements()
            if one.tag in {"p", "dd", "span"} and self._is_within(one)
        ]

    def _is_within(self, one: Element) -> bool:
        while one.parent and not one.classes & OWNERS:
            one = one.parent
        return bool(one.parent)

    def _near(self, one: Element) -> str:
        """Give the words of an element, where its links lead, and the panel beside it."""
        if id(one) not in self._said:
            split = one
            while split.parent and "ar-split" not in split.classes:
                split = split.parent
            panels = split.all("ar-panel") if split.parent else []
            self._said[id(one)] = " ".join(map(self._text, [one, *panels]))
        return self._said[id(one)]

    def _text(self, one: Element) -> str:
        attributes = (
            value
            for inner in [one, *one.elements()]
            for name, value in inner.attributes.items()
            if name in {"id", "href"}
        )
        return " ".join([one.text, *attributes])


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Any:
    return yaml.safe_load((HERE / request.param).read_text("utf-8"))


@pytest.fixture(scope="module")
def page(document: Any, tmp_path_factory: pytest.TempPathFactory) -> Marked:
    folder = tmp_path_factory.mktemp("torture")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PAGE)
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    return Marked(build(folder / "mkdocs.yml"))


@pytest.mark.xdist_group("torture")
def test_each_construct_leaves_its_mark(page: Marked, document: Any) -> None:
    missing = [lack for mark in marks("document", document) if (lack := page.lacks(mark))]
    assert missing == []


@pytest.mark.xdist_group("torture")
def test_each_construct_leaves_its_mark_in_the_copy(page: Marked, document: Any) -> None:
    missing = [
        f"{mark.pointer}: {word}"
        for mark in marks("document", document)
        if not mark.pointer.endswith(("/in", "/operationId"))  # anchors, which text has none of
        for word in mark.words
        if word not in page.copy
    ]
    assert missing == []
