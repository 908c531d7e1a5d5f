"""The contract, read once: `load` turns an OpenAPI document into frozen values."""

from apiref.spec.model import (
    Callback,
    Example,
    Header,
    Link,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Spec,
    Tag,
    UnknownName,
)
from apiref.spec.parse import load
from apiref.spec.problem import Problem, SpecError
from apiref.spec.schema import Discriminator, Schema

__all__ = [
    "Callback",
    "Discriminator",
    "Example",
    "Header",
    "Link",
    "MediaType",
    "Operation",
    "Parameter",
    "Problem",
    "RequestBody",
    "Response",
    "Schema",
    "SecurityRequirement",
    "SecurityScheme",
    "Server",
    "Spec",
    "SpecError",
    "Tag",
    "UnknownName",
    "load",
]
