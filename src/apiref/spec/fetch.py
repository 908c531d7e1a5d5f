"""Files from the network: only where that is allowed, and within bounds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from apiref.spec.values import LARGEST_FILE, unreadable

_ALLOWED = "APIREF_ALLOW_NETWORK"
_SECONDS = 30.0  # for a whole file
_CHUNK = 65536  # bytes


@contextmanager
def network_allowed(like: str = "") -> Iterator[None]:
    """Let references lead to the network meanwhile, in this process and those that it starts.

    With a URL, they may lead to the server of that URL only, unless more is allowed already.
    """
    before = os.environ.get(_ALLOWED)
    os.environ[_ALLOWED] = before or _origin(like) or "1"
    try:
        yield
    finally:
        del os.environ[_ALLOWED]
        if before is not None:
            os.environ[_ALLOWED] = before


def is_network_allowed(url: str) -> bool:
    allowed = os.environ.get(_ALLOWED, "")
    return _origin(url) == allowed if allowed.startswith("http") else bool(allowed)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def fetched(url: str, seconds: float = _SECONDS) -> bytes:
    """Give what an http or https URL answers, redirects followed.

    Raises SpecError for another scheme, for a server that fails or takes longer than `seconds`, and
    for an answer that is larger than a document may be.
    """
    if not url.startswith(("https://", "http://")):
        raise unreadable(url, 1, "only http and https are loaded from", "Give such a URL.")
    answers: SimpleQueue[bytes | str] = SimpleQueue()
    Thread(target=lambda: answers.put(_answer(url, seconds)), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        answer = _late(seconds)
    if isinstance(answer, bytes):
        return answer
    raise unreadable(url, 1, f"cannot be loaded: {answer}", "Look whether a browser loads the URL.")


def _late(seconds: float) -> str:
    return f"the server took longer than {seconds:g} seconds"


def _answer(url: str, seconds: float) -> bytes | str:
    """Give the body of an answer, or the reason why there is none."""
    import requests  # noqa: PLC0415 -- 0.1 s, seldom needed

    body = bytearray()
    try:
        with requests.get(url, timeout=seconds, stream=True) as response:
            if not response.ok:
                return f"the server answered {response.status_code}"
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > LARGEST_FILE:
                    return f"it is larger than {LARGEST_FILE // 1024**2} MB"
    except requests.Timeout:
        return _late(seconds)
    except (requests.RequestException, ValueError) as error:
        return type(error).__name__
    return bytes(body)
