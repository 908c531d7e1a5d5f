"""`next_token`: a place in a walk through the list, signed, so that a made-up one is known."""

import base64
import hashlib
import hmac
import json
from dataclasses import astuple, dataclass

from apiref.sandbox.store import Filters, Position

_SIGNATURE_LENGTH = 24


@dataclass(frozen=True)
class Walk:
    """An account's walk through the tasks that match, and how far it has come."""

    account: str
    filters: Filters
    after: Position


class Tokens:
    """Writes and reads tokens; `secret` is the key of their signatures."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def write(self, walk: Walk) -> str:
        fields = [walk.account, astuple(walk.filters), walk.after]
        return self.sign(base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("="))

    def read(self, token: str) -> Walk | None:
        """Give the walk of a token; None for a token that `write` did not give out."""
        text = token[:-_SIGNATURE_LENGTH]
        if not hmac.compare_digest(self.sign(text).encode(), token.encode()):
            return None
        account, filters, after = json.loads(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        )
        return Walk(account, Filters(*filters), Position(*after))

    def sign(self, text: str) -> str:
        digest = hmac.digest(self.secret, text.encode(), hashlib.sha256)
        return text + base64.urlsafe_b64encode(digest).decode()[:_SIGNATURE_LENGTH]
