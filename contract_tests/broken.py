"""The ways in which a test of the suite ends without a kept rule."""

from contract_tests.exchange import Exchange, Request


class Broken(AssertionError):  # noqa: N818 - a finding, not an error of the program
    """The server does not do what the rule says; `expected` and `received` are for the reader."""

    def __init__(
        self,
        expected: str,
        received: str,
        about: Exchange | Request | None = None,
        clause: str = "",
    ) -> None:
        super().__init__(f"expected {expected}; received {received}")
        self.expected, self.received, self.clause = expected, received, clause
        self.request = about.request if isinstance(about, Exchange) else about


class NoAnswer(Broken):
    """A request got no complete, well-formed answer."""


class Unmet(Exception):  # noqa: N818 - no error of the program: a fact about the run
    """What the rule needs first did not happen, so the rule was not exercised."""


class OutOfTime(Unmet):
    """The time for the whole run is over."""
