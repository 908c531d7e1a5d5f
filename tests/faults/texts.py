"""Texts that come back as others: instructions, params, callback URLs."""

import html
import re
import unicodedata
from typing import Any
from urllib.parse import quote

from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .parts import Altered

INSTRUCTION = ("instruction",)
METADATA = ("metadata",)
PARAMS = ("params",)


class AlteredText(Altered):
    """Keeps other texts than those that were sent."""

    def alter_text(self, text: str) -> str:
        raise NotImplementedError

    def alter(self, value: Any) -> Any:
        return self.alter_text(value) if isinstance(value, str) else value


@caught_by("instruction-kept-to-the-character", "metadata-text-kept", "params-text-kept")
class UnicodeIsNormalised(AlteredText):
    """Texts are kept in the normal form C of Unicode."""

    def alter_text(self, text: str) -> str:
        return unicodedata.normalize("NFC", text)


@caught_by("instruction-kept-to-the-character")
class InstructionIsTrimmed(AlteredText):
    """White space at both ends of the instruction is dropped."""

    fields = INSTRUCTION

    def alter_text(self, text: str) -> str:
        return text.strip()


@caught_by("params-text-kept")
class AttachmentIsTrimmed(AlteredText):
    """White space at both ends of the texts in `params` is dropped."""

    fields = PARAMS

    def alter_text(self, text: str) -> str:
        return text.strip()


@caught_by("instruction-kept-to-the-character")
class RunsOfSpacesBecomeOne(AlteredText):
    """Several spaces in the instruction become one."""

    fields = INSTRUCTION

    def alter_text(self, text: str) -> str:
        return re.sub(" +", " ", text)


@caught_by("instruction-kept-to-the-character")
class LineBreaksAreConverted(AlteredText):
    """Line breaks of Windows become those of Unix."""

    def alter_text(self, text: str) -> str:
        return text.replace("\r\n", "\n")


@caught_by("instruction-kept-to-the-character", "params-text-kept")
class MarkupIsEscaped(AlteredText):
    """`&`, `<` and quotes are kept as the entities of HTML."""

    def alter_text(self, text: str) -> str:
        return html.escape(text)


@caught_by("instruction-kept-to-the-character", "metadata-text-kept")
class CharactersOutsideTheBmpAreLost(AlteredText):
    """A character of four bytes of UTF-8, such as an emoji, becomes a question mark."""

    def alter_text(self, text: str) -> str:
        return re.sub("[\U00010000-\U0010ffff]", "?", text)


@caught_by("instruction-kept-to-the-character")
class Utf8IsReadAsLatin1(AlteredText):
    """Characters beyond ASCII come back as two or more others."""

    fields = INSTRUCTION

    def alter_text(self, text: str) -> str:
        return text.encode("utf-8", "surrogatepass").decode("latin-1")[:10000]


@caught_by("instruction-kept-to-the-character")
class TextEndsAtANullCharacter(AlteredText):
    """What stands behind a null character is lost."""

    def alter_text(self, text: str) -> str:
        return text.partition("\0")[0] or text


@caught_by("instruction-kept-to-the-character", "metadata-text-kept")
class ControlCharactersAreDropped(AlteredText):
    """Control characters but for line breaks and tabs are dropped."""

    def alter_text(self, text: str) -> str:
        return re.sub("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)


@caught_by("instruction-kept-to-the-character")
class BackslashesAreEaten(AlteredText):
    """An escape that stands in the text is read once more."""

    fields = INSTRUCTION

    def alter_text(self, text: str) -> str:
        return text.replace("\\n", "\n").replace("\\\\", "\\")


@caught_by("string-length-counted-in-characters")
class LongInstructionIsCut(AlteredText):
    """An instruction is cut after 5 000 characters."""

    fields = INSTRUCTION

    def alter_text(self, text: str) -> str:
        return text[:5000]


@caught_by("params-text-kept")
class CategoriesAreSorted(Rules):
    """Categories come back in the order of the alphabet."""

    def details(self, call: Call) -> JsonObject:
        kept = super().details(call)
        if "categories" in kept["params"]:
            kept["params"]["categories"].sort()
        return kept


class AlteredUrl(Rules):
    """Keeps another callback URL than the one that was sent."""

    def alter_url(self, url: str) -> str:
        raise NotImplementedError

    def details(self, call: Call) -> JsonObject:
        kept = super().details(call)
        return kept | {"callback_url": self.alter_url(kept["callback_url"])}


@caught_by("callback-url-kept")
class CallbackUrlGetsASlash(AlteredUrl):
    """A callback URL without a path comes back with a slash."""

    def alter_url(self, url: str) -> str:
        return re.sub(r"^(https?://[^/?#]+)$", r"\1/", url)


@caught_by("callback-url-kept")
class CallbackHostIsInSmallLetters(AlteredUrl):
    """The host of a callback URL comes back in small letters."""

    def alter_url(self, url: str) -> str:
        return re.sub(r"^https?://[^/?#]+", lambda found: found[0].lower(), url)


@caught_by("callback-url-kept")
class DotsInAPathAreResolved(AlteredUrl):
    """`/a/../b` in a callback URL becomes `/b`."""

    def alter_url(self, url: str) -> str:
        return re.sub(r"/[^/.]+/\.\./", "/", url)


@caught_by("callback-url-kept")
class CallbackUrlIsEncodedAgain(AlteredUrl):
    """A percent sign in a callback URL is percent-encoded."""

    def alter_url(self, url: str) -> str:
        return quote(url, safe=":/?#@&=+;,.!~*'()")


@caught_by("create-params-kept")
class SecondLineOfAnAddressIsLost(Rules):
    """`line2` of an address is accepted and forgotten."""

    def details(self, call: Call) -> JsonObject:
        kept = super().details(call)
        kept["params"].get("shipping_address", {}).pop("line2", None)
        return kept


@caught_by("create-retrievable")
class MetadataAreLostWhenStored(Rules):
    """Metadata are in the answer to a creation, and not in the task that is retrieved."""

    def retrieve(self, call: Call) -> JsonObject:
        return super().retrieve(call) | {"metadata": {}}
