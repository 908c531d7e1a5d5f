"""A sandbox that does not keep a test waiting; nothing else of it differs."""

from apiref.sandbox import Sandbox
from apiref.sandbox.completion import Completion
from apiref.sandbox.delivery import ATTEMPTS, Delivery


class Impatient(Delivery):
    """Tries again at once, and does not wait long for an answer."""

    timeout = 0.5

    def delay(self, failures: int) -> float:
        assert failures < ATTEMPTS
        return 0.0


class Prompt(Completion):
    completes_after = 0.02


class ImpatientSandbox(Sandbox):
    completion = Prompt
    delivery = Impatient
