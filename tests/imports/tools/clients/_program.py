"""Use the client that openapi-python-client generates. Arguments: the API's address and a key."""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd() / "client"))

from scale_api_client import Client  # type: ignore[import-not-found]
from scale_api_client.api.create_tasks import (  # type: ignore[import-not-found]
    create_transcription_task,
)
from scale_api_client.api.task_operations import (  # type: ignore[import-not-found]
    cancel_task,
    list_tasks,
    retrieve_task,
)
from scale_api_client.models import (  # type: ignore[import-not-found]
    AttachmentType,
    Fields,
    TranscriptionRequest,
)

url, key = sys.argv[1:]
client = Client(base_url=url, httpx_args={"auth": (key, "")})
request = TranscriptionRequest(
    callback_url="https://example.com/callbacks/scale",
    instruction="Copy the shop and the amount from the receipt.",
    attachment_type=AttachmentType.IMAGE,
    attachment="https://example.com/receipts/lunch.jpg",
    fields=Fields.from_dict({"shop": "The name of the shop"}),
)


def step(name: str, answer: Any, attribute: str) -> list[Any]:
    value = getattr(answer, attribute)
    return [name, type(answer).__name__, getattr(value, "value", value)]


created = create_transcription_task.sync(client=client, body=request)
steps = [
    step("create", created, "status"),
    step("retrieve", retrieve_task.sync(created.task_id, client=client), "status"),
    step("list", list_tasks.sync(client=client), "total"),
    step("cancel", cancel_task.sync(created.task_id, client=client), "status"),
    step("cancel again", cancel_task.sync(created.task_id, client=client), "status_code"),
    step("retrieve another", retrieve_task.sync("absent", client=client), "status_code"),
    step(
        "create without a key",
        create_transcription_task.sync(client=Client(base_url=url), body=request),
        "status_code",
    ),
]
sys.stdout.write(json.dumps(steps) + "\n")
