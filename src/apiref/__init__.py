"""API reference sites, samples, a sandbox and a contract suite from one OpenAPI document."""


class UserError(Exception):
    """A mistake in what the user gave; the message says what is wrong, where, and the remedy."""
