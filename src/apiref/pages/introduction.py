"""What a contract says of itself: version, licence, contact, servers, operations by tag."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiref.pages.anchors import Anchors
from apiref.spec import Operation, Spec, Tag
from apiref.spec.node import Node


@dataclass(frozen=True)
class Line:
    """A fact of the contract: a label, words, and where they lead, if anywhere."""

    label: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class TagPart:
    """A tag with its operations; `group` is the heading that a group of tags begins with."""

    group: str
    anchor: str
    tag: Tag
    operations: tuple[Operation, ...]


def lines_of(spec: Spec) -> tuple[Line, ...]:
    """Give the version, the licence, the contact, the terms and the documentation elsewhere."""
    return tuple(_lines(spec))


def _lines(spec: Spec) -> Iterator[Line]:
    info = spec.node.get("info")
    if info is None:
        return
    yield Line("Version", f"{spec.version} of {spec.title}")
    if license_ := info.get("license"):
        yield _license(license_)
    if contact := info.get("contact"):
        yield from _contact(contact)
    if terms := info.text("termsOfService"):
        yield Line("Terms of service", terms, terms)
    if docs := spec.external_docs:
        yield Line("Documentation", docs.description or docs.url, docs.url)


def _license(node: Node) -> Line:
    identifier = node.text("identifier")
    words = " ".join([node.text("name"), f"({identifier})" if identifier else ""]).strip()
    return Line("Licence", words, node.text("url"))


def _contact(node: Node) -> Iterator[Line]:
    if node.text("name") or node.text("url"):
        yield Line("Contact", node.text("name") or node.text("url"), node.text("url"))
    if email := node.text("email"):
        yield Line("Email", email, f"mailto:{email}")


def tags_of(spec: Spec, anchors: Anchors) -> tuple[TagPart, ...]:
    """Give every tag with its operations: by the groups of tags, then the others."""
    described = {tag.name: tag for tag in spec.tags}
    used = dict.fromkeys(tag for one in spec.operations for tag in one.tags)
    grouped = [(group.name, tag) for group in spec.tag_groups for tag in group.tags]
    names = {tag for _, tag in grouped}
    rest = [("", tag) for tag in dict.fromkeys([*described, *used]) if tag not in names]
    parts = [
        TagPart(
            group,
            anchors.take("tag", name),
            described.get(name) or Tag(name, ""),
            tuple(one for one in spec.operations if name in one.tags),
        )
        for group, name in [*grouped, *rest]
    ]
    untagged = tuple(one for one in spec.operations if not one.tags)
    if untagged:
        parts.append(TagPart("", anchors.take("tag", ""), Tag("", ""), untagged))
    return tuple(parts)
