"""What is filled in where nothing was sent."""

from typing import Any

from apiref.sandbox.bodies import BodyReader
from apiref.sandbox.parameters import ParameterReader
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject
from apiref.spec import MediaType

from .fault import caught_by
from .parts import CREATE, Edited


class Defaulted(BodyReader):
    """Fills in another default of the property `name`."""

    name = ""
    default: Any = None

    def with_defaults(self, media: MediaType, value: Any) -> Any:
        whole = super().with_defaults(media, value)
        return (
            {**whole, self.name: value.get(self.name, self.default)}
            if self.name in whole
            else whole
        )


@caught_by("create-defaults-filled")
class UrgencyDefaultIsWeek(Defaulted):
    """A task without `urgency` gets a week."""

    name, default = "urgency", "week"


@caught_by("create-defaults-filled")
class UrgencyDefaultIsNull(Defaulted):
    """A task without `urgency` has `null` for it."""

    name, default = "urgency", None


@caught_by("create-defaults-filled")
class MetadataDefaultIsNull(Defaulted):
    """A task without `metadata` has `null` for them."""

    name, default = "metadata", None


@caught_by("create-defaults-filled")
class MetadataDefaultHoldsSomething(Defaulted):
    """A task without `metadata` has some that nobody sent."""

    name, default = "metadata", {"source": "api"}


@caught_by("create-defaults-filled")
class AllowMultipleDefaultIsTrue(Defaulted):
    """A categorization without `allow_multiple` allows several categories."""

    name, default = "allow_multiple", True


@caught_by("create-defaults-filled")
class QuantityDefaultIsTen(Defaulted):
    """A purchase without `quantity` buys ten."""

    name, default = "quantity", 10


@caught_by("create-defaults-filled")
class DefaultsOfParamsAreNotFilledIn(Edited):
    """`params` hold only what was sent, without the defaults of `quantity` and `allow_multiple`."""

    of = CREATE

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        defaults = {"quantity": 1, "allow_multiple": False}
        kept = {k: v for k, v in answer["params"].items() if defaults.get(k) != v or v is True}
        return answer | {"params": kept}


@caught_by("create-params-kept")
class DefaultHidesWhatWasSent(Rules):
    """`urgency` is `day` whatever was sent."""

    def details(self, call: Call) -> JsonObject:
        return super().details(call) | {"urgency": "day"}


class DefaultedQuery(ParameterReader):
    """Takes another default of the query parameter `name`."""

    name = ""
    default = 0

    def missing(self) -> Any:
        return self.default if self.parameter.name == self.name else super().missing()


@caught_by("list-default-page")
class LimitDefaultIsFifty(DefaultedQuery):
    """A page without `limit` holds 50 tasks."""

    name, default = "limit", 50


@caught_by("list-default-page")
class OffsetDefaultIsOne(DefaultedQuery):
    """A list without `offset` leaves out the newest task."""

    name, default = "offset", 1
