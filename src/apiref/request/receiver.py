"""A callback -> what a program that receives it has to check."""

from dataclasses import dataclass

from apiref.spec import Callback, Parameter

PORT = 8080  # of 127.0.0.1, where every receiver listens


@dataclass(frozen=True)
class Receiver:
    """A receiver of callbacks: `header` must hold `key`, which only the API and the reader know."""

    method: str
    header: str
    key: str


def receiver_from_callback(callback: Callback) -> Receiver | None:
    """Give the receiver that checks the first header which every request of a callback carries.

    The header's example stands in for the key. None for a callback that has no such header.
    """
    for operation in callback.operations:
        for parameter in operation.parameters:
            if parameter.location == "header" and parameter.required:
                return Receiver(operation.method, parameter.name, _stand_in(parameter))
    return None


def _stand_in(parameter: Parameter) -> str:
    return str(parameter.examples[0].value) if parameter.examples else "YOUR_CALLBACK_KEY"
