"""From a request to what an operation's rule needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from apiref.sandbox.auth import Caller
from apiref.sandbox.bodies import BodyReader
from apiref.sandbox.parameters import ParameterReader
from apiref.spec import Operation, Parameter

# Header parameters of these names say nothing (OpenAPI 3.1, section 4.8.12.2.1).
_DESCRIBED_ELSEWHERE = {"accept", "authorization", "content-type"}


@dataclass(frozen=True)
class Call:
    """A valid request: who asks for which operation, with what; defaults are filled in."""

    operation: Operation
    caller: Caller
    parameters: Mapping[str, Any]
    body: Any


class RequestReader:
    """Reads and validates the requests of one operation."""

    parameter_reader = ParameterReader
    body_reader = BodyReader

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.parameters = [
            self.parameter_reader(one) for one in operation.parameters if not _is_elsewhere(one)
        ]
        body = operation.request_body
        self.body = self.body_reader(body) if body else None

    async def read(
        self, request: Request, caller: Caller, path_parameters: Mapping[str, str]
    ) -> Call:
        """Give the call that a request makes. Raises ApiError for what the contract refuses."""
        return Call(
            operation=self.operation,
            caller=caller,
            parameters={
                reader.parameter.name: reader.read(request, path_parameters)
                for reader in self.parameters
            },
            body=await self.body.read(request) if self.body else None,
        )


def _is_elsewhere(parameter: Parameter) -> bool:
    return parameter.location == "header" and parameter.name.lower() in _DESCRIBED_ELSEWHERE
