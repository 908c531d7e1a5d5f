"""Anchors: the names by which the parts of a page are linked to."""

import re

from markupsafe import Markup


def slug(*parts: str) -> Markup:
    """Give the anchor of a path of names: `addPet`, `body`, `a b` is `addpet-body-a-b`."""
    words = (re.sub(r"[^\w.-]+", "-", part.lower()).strip("-_.") for part in parts)
    return Markup("-".join(word or "any" for word in words))  # noqa: S704 -- only letters, digits, `_.-`


class Anchors:
    """The anchors of one page. An anchor that is taken already gets a number."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, *parts: str) -> Markup:
        anchor = slug(*parts)
        while (count := self._taken.get(anchor, 0)) > 0:
            self._taken[anchor] = count + 1
            anchor += f"_{count + 1}"
        self._taken[anchor] = 1
        return anchor
