"""What must be refused is taken: each time one keyword of the schema at one place."""

from .fault import caught_by
from .parts import Overlooked


@caught_by("body-property-required")
class MissingFieldsAreTaken(Overlooked):
    """A transcription without `fields` is taken."""

    keyword, place = "required", ()
    only = "fields"


@caught_by("body-property-required")
class MissingCityIsTaken(Overlooked):
    """An address without a city is taken."""

    keyword, place = "required", ("shipping_address",)
    only = "city"


@caught_by("body-unknown-property-refused")
class UnknownPropertyIsTaken(Overlooked):
    """A misspelt option passes in silence."""

    keyword, place = "additionalProperties", ()


@caught_by("body-unknown-property-refused")
class UnknownPropertyOfAPriceIsTaken(Overlooked):
    """A price may hold any property."""

    keyword, place = "additionalProperties", ("max_price",)


@caught_by("string-too-short-refused")
class EmptyInstructionIsTaken(Overlooked):
    """An empty instruction is taken."""

    keyword, place = "minLength", ("instruction",)


@caught_by("string-too-short-refused")
class EmptyCategoryIsTaken(Overlooked):
    """An empty category is taken."""

    keyword, place = "minLength", ("categories", "*")


@caught_by("string-too-long-refused")
class LongInstructionIsTaken(Overlooked):
    """An instruction of any length is taken."""

    keyword, place = "maxLength", ("instruction",)


@caught_by("string-too-long-refused")
class LongCallbackUrlIsTaken(Overlooked):
    """A callback URL of any length is taken."""

    keyword, place = "maxLength", ("callback_url",)


@caught_by("string-too-long-refused")
class LongCategoryIsTaken(Overlooked):
    """A category of any length is taken."""

    keyword, place = "maxLength", ("categories", "*")


@caught_by("string-too-long-refused")
class LongNameIsTaken(Overlooked):
    """A name of any length is taken in an address."""

    keyword, place = "maxLength", ("shipping_address", "name")


@caught_by("string-pattern-required")
class FtpCallbackUrlIsTaken(Overlooked):
    """A callback URL that is not of http or https is taken."""

    keyword, place = "pattern", ("callback_url",)


@caught_by("string-pattern-required")
class CurrencyInSmallLettersIsTaken(Overlooked):
    """A currency need not be three capitals."""

    keyword, place = "pattern", ("max_price", "currency")


@caught_by("enum-other-refused")
class UnknownUrgencyIsTaken(Overlooked):
    """Any `urgency` is taken."""

    keyword, place = "enum", ("urgency",)


@caught_by("object-too-few-refused")
class NoFieldsAreTaken(Overlooked):
    """A transcription of no field is taken."""

    keyword, place = "minProperties", ("fields",)


@caught_by("object-too-many-refused")
class TooManyFieldsAreTaken(Overlooked):
    """More than 100 fields are taken."""

    keyword, place = "maxProperties", ("fields",)


@caught_by("array-too-few-refused")
class OneCategoryIsTaken(Overlooked):
    """A choice among fewer than two categories is taken."""

    keyword, place = "minItems", ("categories",)


@caught_by("array-too-many-refused")
class TooManyCategoriesAreTaken(Overlooked):
    """More than 100 categories are taken."""

    keyword, place = "maxItems", ("categories",)


@caught_by("array-items-unique")
class RepeatedCategoryIsTaken(Overlooked):
    """The same category twice is taken."""

    keyword, place = "uniqueItems", ("categories",)


@caught_by("number-too-small-refused")
class QuantityZeroIsTaken(Overlooked):
    """A `quantity` below 1 is taken."""

    keyword, place = "minimum", ("quantity",)


@caught_by("number-too-large-refused")
class LargeQuantityIsTaken(Overlooked):
    """A `quantity` above 100 is taken."""

    keyword, place = "maximum", ("quantity",)


@caught_by("number-too-small-refused")
class FreePurchaseIsTaken(Overlooked):
    """An amount below 1 is taken."""

    keyword, place = "minimum", ("max_price", "amount")


@caught_by("number-too-large-refused")
class LargeAmountIsTaken(Overlooked):
    """An amount above the maximum is taken."""

    keyword, place = "maximum", ("max_price", "amount")


@caught_by("value-type-required")
class TrueIsTakenForAQuantity(Overlooked):
    """`true` is taken for the number 1."""

    keyword, place = "type", ("quantity",)
    only = bool


@caught_by("value-type-required")
class FractionIsTakenForAQuantity(Overlooked):
    """`1.5` is taken for a `quantity`."""

    keyword, place = "type", ("quantity",)
    only = float


@caught_by("value-type-required")
class TextIsTakenForAnAmount(Overlooked):
    """A string is taken for an amount."""

    keyword, place = "type", ("max_price", "amount")
    only = str


@caught_by("value-type-required")
class TextIsTakenForABoolean(Overlooked):
    """A string is taken for `allow_multiple`."""

    keyword, place = "type", ("allow_multiple",)
    only = str


@caught_by("value-type-required")
class NullIsTakenForAnInstruction(Overlooked):
    """`null` is taken for an instruction."""

    keyword, place = "type", ("instruction",)
    only = type(None)


@caught_by("value-type-required")
class NullIsTakenForMetadata(Overlooked):
    """`null` is taken for metadata."""

    keyword, place = "type", ("metadata",)
    only = type(None)


@caught_by("value-type-required")
class ArrayIsTakenForMetadata(Overlooked):
    """An array is taken for metadata."""

    keyword, place = "type", ("metadata",)
    only = list


@caught_by("value-type-required")
class NumberIsTakenForAField(Overlooked):
    """A number is taken for what to write in a field."""

    keyword, place = "type", ("fields", "*")
    only = int
