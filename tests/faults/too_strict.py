"""What must be taken is refused."""

from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .parts import Refused


@caught_by("string-length-counted-in-characters")
class LengthIsCountedInBytes(Refused):
    """10 000 characters beyond ASCII are too long an instruction."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body["instruction"].encode()) > 10_000


@caught_by("string-length-counted-in-characters")
class LengthIsCountedInUtf16(Refused):
    """10 000 characters outside the BMP are too long an instruction."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body["instruction"].encode("utf-16-le")) > 20_000


@caught_by("string-length-counted-in-characters")
class LongestInstructionIsRefused(Refused):
    """An instruction of 10 000 characters is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body["instruction"]) >= 10_000


@caught_by("string-shortest-accepted")
class ShortestInstructionIsRefused(Refused):
    """An instruction of one character is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body["instruction"]) < 2


@caught_by("instruction-kept-to-the-character")
class TextBeyondAsciiIsRefused(Refused):
    """An instruction that is not in ASCII is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return not body["instruction"].isascii()


@caught_by("instruction-kept-to-the-character")
class ControlCharactersAreRefused(Refused):
    """An instruction with a control character is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return any(character < "\t" for character in body["instruction"])


@caught_by("enum-each-accepted")
class UrgencyWeekIsRefused(Refused):
    """`urgency` may not be `week`."""

    def refuses(self, body: JsonObject) -> bool:
        return body.get("urgency") == "week"


@caught_by("callback-url-kept")
class PlainHttpCallbackIsRefused(Refused):
    """A callback URL must be of https."""

    def refuses(self, body: JsonObject) -> bool:
        return str(body["callback_url"]).startswith("http:")


@caught_by("params-text-kept")
class TextAttachmentMustBeAUrl(Refused):
    """An attachment must be a URL, also where it is the text itself."""

    def refuses(self, body: JsonObject) -> bool:
        return not body.get("attachment", "http").startswith("http")


@caught_by("body-required-suffices")
class UrgencyIsRequired(Refused):
    """A task without `urgency` is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return "urgency" not in body


@caught_by("body-required-suffices")
class StateOfAnAddressIsRequired(Refused):
    """An address without `state` is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return "state" not in body.get("shipping_address", {"state": ""})


@caught_by("metadata-any-object-accepted")
class EmptyMetadataAreRefused(Refused):
    """An empty object is refused as metadata."""

    def refuses(self, body: JsonObject) -> bool:
        return body.get("metadata") == {}


@caught_by("metadata-values-kept")
class NestedMetadataAreRefused(Refused):
    """Metadata must be flat."""

    def refuses(self, body: JsonObject) -> bool:
        return any(isinstance(item, dict) for item in body.get("metadata", {}).values())


@caught_by("metadata-values-kept")
class DeepJsonIsRefused(Refused):
    """JSON deeper than 32 levels is refused, where 64 must be taken."""

    def refuses(self, body: JsonObject) -> bool:
        level, depth = [body.get("metadata")], 1
        while level:
            inside = [item for item in level if isinstance(item, dict | list)]
            level = [v for i in inside for v in (i.values() if isinstance(i, dict) else i)]
            depth += 1
        return depth > 32


@caught_by("array-bounds-accepted")
class HundredCategoriesAreRefused(Refused):
    """100 categories are too many."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body.get("categories", ())) >= 100


@caught_by("array-bounds-accepted")
class CaseOfCategoriesIsIgnored(Refused):
    """Categories that differ in letter case only count as the same."""

    def refuses(self, body: JsonObject) -> bool:
        categories = [category.lower() for category in body.get("categories", ())]
        return len(set(categories)) < len(categories)


@caught_by("category-id-of-no-category-accepted")
class IdOfNoCategoryIsRefused(Refused):
    """An id in `category_ids` that names no category is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return not set(body.get("category_ids", {}).values()) <= set(body.get("categories", ()))


@caught_by("object-bounds-accepted")
class HundredFieldsAreRefused(Refused):
    """100 fields are too many."""

    def refuses(self, body: JsonObject) -> bool:
        return len(body.get("fields", ())) >= 100


@caught_by("number-bounds-accepted")
class LargestQuantityIsRefused(Refused):
    """A `quantity` of 100 is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return bool(body.get("quantity") == 100)


@caught_by("number-bounds-accepted")
class LargestAmountIsRefused(Refused):
    """An amount that does not fit into 24 bits is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return bool(body.get("max_price", {}).get("amount", 0) >= 2**24)


@caught_by("instruction-kept-to-the-character", "example-request-accepted")
class LineBreaksAreRefused(Refused):
    """An instruction of several lines is refused."""

    def refuses(self, body: JsonObject) -> bool:
        return "\n" in body["instruction"]
