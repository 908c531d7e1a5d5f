"""An answer that is no success."""

from collections.abc import Mapping

from apiref.spec import Operation


class ApiError(Exception):
    """An error answer: the status, one sentence for a person, and headers that go with it.

    The sentence names fields and bounds, never a value that was sent: it might be a key.
    `operation` is what the request was for, as far as that is known.
    """

    operation: Operation | None = None

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = headers
