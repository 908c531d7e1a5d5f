"""The contract, read once: `load` turns an OpenAPI document into frozen values."""

from apiref.spec.docs import ExternalDocs
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
    ServerVariable,
    Spec,
    Tag,
    TagGroup,
    UnknownName,
)
from apiref.spec.parse import load
from apiref.spec.problem import Problem, SpecError
from apiref.spec.schema import Discriminator, Schema

__all__ = [
    "Callback",
    "Discriminator",
    "Example",
    "ExternalDocs",
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
    "ServerVariable",
    "Spec",
    "SpecError",
    "Tag",
    "TagGroup",
    "UnknownName",
    "load",
]
