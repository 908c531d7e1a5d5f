"""Run where openapi-core is installed, with the paths of the document and of the exchanges.

Prints the errors that openapi-core finds in each request, and in the answer to it, as JSON.
"""

import json
import sys
from base64 import b64encode
from pathlib import Path

from openapi_core import OpenAPI  # type: ignore[import-not-found]  # installed elsewhere
from openapi_core.testing import (  # type: ignore[import-not-found]  # installed elsewhere
    MockRequest,
    MockResponse,
)

HOST = "https://api.scaleapi.com"
api = OpenAPI.from_dict(json.loads(Path(sys.argv[1]).read_text("utf-8")))
judged = []
for asked in json.loads(Path(sys.argv[2]).read_text("utf-8")):
    key = b64encode(f"{asked['key']}:".encode()).decode()
    request = MockRequest(
        HOST,
        asked["method"],
        f"/v1{asked['path']}",
        args=asked["query"],
        headers={"Authorization": f"Basic {key}"} if asked["key"] else {},
        data=None if asked["body"] is None else json.dumps(asked["body"]).encode(),
    )
    response = MockResponse(json.dumps(asked["answer"]).encode(), 200)
    judged.append(
        [
            [repr(error) for error in api.iter_request_errors(request)],
            [repr(error) for error in api.iter_response_errors(request, response)],
        ]
    )
sys.stdout.write(json.dumps(judged))
