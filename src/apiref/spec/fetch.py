"""Files from the network: only where that is allowed, and within bounds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from apiref.spec.problem import SpecError, shortened
from apiref.spec.values import LARGEST_FILE, unreadable

if TYPE_CHECKING:
    from requests import Response

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


def is_url(text: str) -> bool:
    """Whether a text is an address that `fetched` loads from."""
    return text.lower().startswith(("https://", "http://"))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts.netloc else ""


def fetched(url: str, seconds: float = _SECONDS) -> bytes:
    """Give what an http or https URL answers.

    Redirects are followed on that server, and to others where the network is allowed. Raises
    SpecError for another redirect or scheme, for a server that fails or takes longer than
    `seconds`, and for an answer that is larger than a document may be.
    """
    if not is_url(url):
        raise unreadable(url, 1, "only http and https are loaded from", "Give such a URL.")
    answers: SimpleQueue[bytes | SpecError] = SimpleQueue()
    Thread(target=lambda: answers.put(_answer(url, seconds)), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        answer = _late(url, seconds)
    if isinstance(answer, bytes):
        return answer
    raise answer


def _unloaded(url: str, reason: str) -> SpecError:
    what = f"cannot be loaded: {reason}"
    return unreadable(url, 1, what, "Look whether a browser loads the URL.")


def _late(url: str, seconds: float) -> SpecError:
    return _unloaded(url, f"the server took longer than {seconds:g} seconds")


def _answer(url: str, seconds: float) -> bytes | SpecError:
    """Give the body of an answer, or the reason why there is none."""
    import requests  # noqa: PLC0415 -- 0.1 s, seldom needed

    hooks = {"response": partial(_judge_redirect, url)}
    body = bytearray()
    try:
        with requests.get(url, timeout=seconds, stream=True, hooks=hooks) as response:
            if not response.ok:
                return _unloaded(url, f"the server answered {response.status_code}")
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > LARGEST_FILE:
                    return _unloaded(url, f"it is larger than {LARGEST_FILE // 1024**2} MB")
    except requests.Timeout:
        return _late(url, seconds)
    except SpecError as error:
        return error
    except (requests.RequestException, ValueError) as error:
        return _unloaded(url, type(error).__name__)
    return bytes(body)


def _judge_redirect(url: str, answer: "Response", **_: object) -> None:
    """Raise SpecError for an answer that leads from a URL to another server unasked."""
    if not answer.is_redirect:
        return
    answer.close()  # its body may be endless
    target = urljoin(answer.url, answer.headers["Location"])
    if not is_url(target) or not (_origin(target) == _origin(url) or is_network_allowed(target)):
        what = f"redirects to {shortened(target)}, which is not asked"
        remedy = "Give that address if it is the right one, or add --allow-network."
        raise unreadable(url, 1, what, remedy)
