"""Fields: the parameters and properties of an operation as the rows that a page shows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from apiref.pages.anchors import Anchors, slug
from apiref.pages.properties import (
    Choice,
    Row,
    choices_of,
    own_properties,
    rows_without_name,
    shared_by,
)
from apiref.pages.said import Said, said_of
from apiref.pages.sent import examples_of, sent_as
from apiref.pages.values import levels_of, values_of
from apiref.pages.words import Fact, facts
from apiref.spec import Header, Schema
from apiref.spec.together import parts_of, pointers_of, unwrapped, whole

_MANY_ROWS = 8  # a schema of as many is shown once on a page, and linked to from elsewhere
_LEVELS = 1  # a schema of as many that lies so deep is not shown where it has a page of its own
_DEEPEST = 28  # levels of a page
_MOST_ROWS = 1_500  # on one page; what is shown already, or has a page, is then linked to
MANY_KINDS = 5  # each kind of more has its rows where it is shown already, or on its own page

Href = Callable[[str, str], str]
"""Gives the link from this page to an "operation" or a "schema" by name; "" if no page has it."""

More = Mapping[str, tuple[Fact, ...]]
"""What holds for properties besides what their schemas say, by the name of the property."""

_NOTHING: More = MappingProxyType({})


@dataclass(frozen=True)
class Shape:
    """What a schema holds: fields, and where it is one of several, the kinds to choose from."""

    fields: tuple["Field", ...] = ()
    choices: tuple["Kinds", ...] = ()
    same_as: str = ""  # the anchor of the row that shows this schema, or a part of it, already
    page: str = ""  # the link to the page that shows it
    name: str = ""  # the name of that schema
    cut: bool = False  # whether it lies too deep to be shown

    def __bool__(self) -> bool:
        return bool(self.fields or self.choices)

    @cached_property
    def rows(self) -> int:
        """How many rows there are, folded ones counted."""
        kinds = (kind.shape for choice in self.choices for kind in choice.kinds)
        inner = [*(one.shape for one in self.fields), *kinds]
        return len(self.fields) + sum(shape.rows for shape in inner)

    @property
    def summary(self) -> str:
        """What folds open, such as "3 properties"."""
        labels = [field.label for field in self.fields if field.label]
        if labels and len(labels) == len(self.fields):
            return "Each property" if labels == ["any name"] else "What it holds"
        kinds = sum(len(choice.kinds) for choice in self.choices)
        parts = [(len(self.fields), "property", "properties"), (kinds, "kind", "kinds")]
        return " and ".join(f"{n} {one if n == 1 else many}" for n, one, many in parts if n)


@dataclass(frozen=True)
class Kinds:
    """A choice: how one of the kinds is chosen, in words, and the property that chooses, if any."""

    words: str
    subject: str
    kinds: tuple["Kind", ...]


@dataclass(frozen=True)
class Kind(Said):
    """One alternative of a choice; `label` is its discriminator's value, its title or its type."""

    anchor: str
    label: str
    shape: Shape


@dataclass(frozen=True)
class Field(Said):
    """A parameter, header or property; or what `label` says, where it is not told by a name."""

    anchor: str
    name: str
    label: str
    required: bool
    shape: Shape


@dataclass(frozen=True)
class _Way:
    """The way to a schema: the names that lead to it, and the schemas around by their anchors."""

    path: tuple[str, ...]
    anchor: str
    around: Mapping[str, str] = field(default_factory=dict)
    in_kind: bool = False  # whether one of them is a kind of a choice, or this is one of many
    hidden: str = ""  # the keyword of properties that are not sent this way

    def into(self, name: str, anchor: str) -> "_Way":
        return replace(self, path=(*self.path, name), anchor=anchor)

    def through(self, schema: Schema) -> "_Way":
        pointers = dict.fromkeys(pointers_of(schema), self.anchor)
        return replace(self, around={**pointers, **self.around})

    @property
    def depth(self) -> int:
        return len({*self.around.values()})


class Fields:
    """Makes the rows of one page; every row has an anchor of its own on it."""

    def __init__(self, anchors: Anchors, href: Href = lambda _kind, _name: "") -> None:
        self._anchors = anchors
        self._href = href
        self._long: dict[str, str] = {}  # the schemas of many rows on this page, and where they are
        self._shown: dict[str, str] = {}  # every schema with rows on this page, and where it is
        self._rows = 0

    def of_parameters(self, parameters: Iterable[Header], *path: str) -> tuple[Field, ...]:
        return tuple(self._of_parameter(one, path) for one in parameters)

    def of_schema(
        self, schema: Schema | None, *path: str, more: More = _NOTHING, hidden: str = ""
    ) -> Shape:
        """Give what a body of this schema holds; of an array, what its items hold.

        `hidden` is "readOnly" in a request and "writeOnly" in a response: a property that is so is
        not required there (OpenAPI 3.1, section 4.8.24).
        """
        way = _Way(path, slug(*path), hidden=hidden)
        return self._shape(schema, way, more=more) if schema else Shape()

    def _of_parameter(self, parameter: Header, path: tuple[str, ...]) -> Field:
        schema = parameter.schema or Schema(replace(parameter.node, data={}))
        anchor = self._anchors.take(*path, parameter.name)
        way = _Way((*path, parameter.name), anchor)
        said = self.said(schema, *way.path, name=parameter.name)
        said = replace(
            said,
            description=parameter.description or said.description,
            deprecated=parameter.deprecated or said.deprecated,
            facts=(*said.facts, *sent_as(parameter)),
            examples=examples_of(schema, parameter),
        )
        return Field(
            **vars(said),
            anchor=anchor,
            name=parameter.name,
            label="",
            required=parameter.required,
            shape=self._shape(schema, way),
        )

    def said(self, schema: Schema, *path: str, name: str = "") -> Said:
        """Give what is said of a schema; `path` leads to it, and `name` is what it is called."""
        return said_of(schema, self._anchors, *path, name=name)

    def _field(self, row: Row, way: _Way, more: tuple[Fact, ...], *, required: bool) -> Field:
        self._rows += 1
        anchor = self._anchors.take(*way.path, row.key)
        way = way.into(row.key, anchor)
        said = self.said(row.schema, *way.path, name=row.name)
        return Field(
            **vars(replace(said, facts=(*said.facts, *more))),
            anchor=anchor,
            name=row.name,
            label=row.label,
            required=required,
            shape=self._shape_once(row.schema, way),
        )

    def _shape_once(self, schema: Schema, way: _Way, without: Collection[str] = ()) -> Shape:
        """Give what a schema holds, unless it holds much and has been, or is elsewhere, shown."""
        inner = unwrapped(whole(schema).items or schema)
        if inner.pointer in self._long:
            return Shape(same_as=self._long[inner.pointer], name=inner.name or "")
        full = self._rows >= _MOST_ROWS
        if full and inner.pointer in self._shown:
            return Shape(same_as=self._shown[inner.pointer], name=inner.name or "")
        if inner.name and (full or (way.depth >= _LEVELS and _has_many_rows(inner))):
            page = self._href("schema", inner.name)
            if page:
                return Shape(page=page, name=inner.name)
        too_far = way.depth >= _DEEPEST or self._rows >= 2 * _MOST_ROWS
        if too_far and not _is_plain(inner):
            return Shape(cut=True, name=inner.name or "")
        return self._shape(schema, way, without)

    def _shape(
        self, schema: Schema, way: _Way, without: Collection[str] = (), more: More = _NOTHING
    ) -> Shape:
        """Give what a schema holds, but for the properties of some names."""
        schema, around = unwrapped(schema), way.around
        if schema.pointer in around:
            return Shape(same_as=around[schema.pointer], name=schema.name or "")
        way, joined = way.through(schema), whole(schema)
        if joined.items and "prefixItems" not in joined.data:
            return self._shape(joined.items, way, more=more)
        parts = [one for one in parts_of(joined) if one.pointer not in around]
        again = next((one for one in parts_of(joined) if one.pointer in around), None)
        told_by = next((one.discriminator for one in parts if one.discriminator), None)
        choices = [choice for part in parts for choice in choices_of(part, told_by)]
        shape = Shape(
            fields=tuple(self._fields(parts, choices, way, without, more)),
            choices=tuple(kinds for one in choices for kinds in self._kinds(one, way)),
            same_as=around[again.pointer] if again else "",
            name=(again.name or "") if again else "",
        )
        if shape:
            self._shown.setdefault(schema.pointer, way.anchor)
        if shape.rows >= _MANY_ROWS:
            self._long.setdefault(schema.pointer, way.anchor)
        return shape

    def _fields(
        self,
        parts: list[Schema],
        choices: list[Choice],
        way: _Way,
        without: Collection[str],
        more: More,
    ) -> Iterator[Field]:
        for properties, required in (own_properties(parts), *map(_shared, choices)):
            for name, one in properties.items():
                if name not in without:
                    row = Row(name, name, "", one)
                    needed = name in required and not whole(one).data.get(way.hidden)
                    yield self._field(row, way, more.get(name, ()), required=needed)
        for row in rows_without_name(parts):
            yield self._field(row, way, (), required=False)

    def _kinds(self, choice: Choice, way: _Way) -> Iterator[Kinds]:
        """Give the kinds of a choice: none of plain values, unless something is said of one."""
        if not any(_tells(one.schema) for one in choice.options):
            return
        without = _shared(choice)[0]
        way = replace(way, in_kind=way.in_kind or len(choice.options) > MANY_KINDS)
        kinds = tuple(self._kind(one.label, one.schema, without, way) for one in choice.options)
        yield Kinds(choice.words, choice.subject, kinds)

    def _kind(self, label: str, kind: Schema, without: Collection[str], way: _Way) -> Kind:
        self._rows += 1
        anchor = self._anchors.take(*way.path, label)
        once = way.in_kind or way.depth > _LEVELS or self._rows >= _MOST_ROWS
        shape_of = self._shape_once if once else self._shape
        shape = shape_of(kind, replace(way.into(label, anchor), in_kind=True), without)
        said = self.said(kind, *way.path, label, name=label)
        examples = said.examples if _is_plain(kind) else ()
        demands = (*said.facts, *_required(kind, shape))
        said = replace(said, facts=demands, examples=examples)
        return Kind(**vars(said), anchor=anchor, label=label, shape=shape)


def _has_many_rows(schema: Schema) -> bool:
    return len(own_properties([*parts_of(schema)])[0]) >= _MANY_ROWS


def _is_plain(schema: Schema) -> bool:
    """Whether a schema, and what a list of it holds, has no rows and no choices to show."""
    *_, schema = levels_of(schema)
    parts = [*parts_of(schema)]
    return not (
        any(one.properties for one in parts)
        or any(True for _ in rows_without_name(parts))
        or any(True for part in parts for _ in choices_of(part, None))
    )


def _tells(schema: Schema) -> bool:
    """Whether something is said of a kind that its type alone does not say."""
    kind = whole(schema)
    said = kind.description or kind.title or kind.deprecated or kind.external_docs
    return bool(said or facts(kind) or [*values_of(kind)] or not _is_plain(kind))


def _shared(choice: Choice) -> tuple[Mapping[str, Schema], Collection[str]]:
    return shared_by([one.schema for one in choice.options])


def _required(kind: Schema, shape: Shape) -> Iterator[Fact]:
    """Give the properties that a kind requires and does not itself describe."""
    shown_here = {one.name for one in shape.fields}
    kind = whole(kind)
    for name in sorted(kind.required - shown_here - kind.properties.keys()):
        yield Fact("requires", name)
