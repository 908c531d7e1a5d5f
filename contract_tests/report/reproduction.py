"""A failing request as programs that send it again, by the code that writes the site's samples."""

import base64

from apiref.request import request_from_parts
from apiref.request.credentials import Basic, Secret
from apiref.samples import languages
from contract_tests.results import FailedRequest


def reproductions(request: FailedRequest) -> dict[str, str]:
    """Return the request in each language, by its name; nothing if the body is not shown."""
    if request.size and request.body is None:
        return {}
    body: bytes | str | None = request.body
    if body is not None and request.is_binary:
        body = base64.b64decode(body)
    named = request.credentials.startswith("$")
    secret = Secret.variable(request.credentials.removeprefix("$"))
    example = request_from_parts(
        request.method,
        request.url,
        request.headers,
        body,
        credentials=(Basic(secret),) if named else (),
    )
    return {language.name: language.render(example) for language in languages()}
