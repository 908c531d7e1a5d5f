"""Callbacks: telling the address that a task names of its answer."""

import asyncio
import ipaddress
import json
import ssl
from collections.abc import Sequence
from functools import cache
from urllib.parse import SplitResult, quote, urlsplit

import h11

from apiref.sandbox.auth import Account
from apiref.sandbox.task import JsonObject, Task

ATTEMPTS = 20
_LARGEST_RESPONSE = 64 * 1024
_LOOPBACK = ("127.0.0.1", "::1")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def retry_delay(failures: int) -> float:
    """Give the seconds to wait after a number of failed attempts, from 1 to 19.

    Each wait is 1.79 times the one before: 1 s, 1.8 s, 3.2 s … 10 h. The twenty attempts take
    about 22 of the contract's 24 hours.
    """
    return 1.79 ** (failures - 1)


class AddressRefused(Exception):  # noqa: N818 -- says what it is
    """An address that the sandbox does not call, now or later."""


class Delivery:
    """Delivers callbacks: to loopback addresses, or with `anywhere` to any.

    Without `anywhere` no name is looked up: `localhost` and the names below it are the loopback
    addresses (RFC 6761, section 6.3), and every other host must be one written out.
    """

    timeout = 10.0  # seconds, for one attempt as a whole

    def __init__(self, accounts: Sequence[Account], *, anywhere: bool = False) -> None:
        self.callback_keys = {account.name: account.callback_key for account in accounts}
        self.anywhere = anywhere

    async def deliver(self, task: Task) -> bool:
        """Call back until an attempt succeeds; give whether one did."""
        for failures in range(ATTEMPTS):
            if failures:
                await asyncio.sleep(self.delay(failures))
            try:
                if await self.attempt(task):
                    return True
            except AddressRefused:
                return False
        return False

    def delay(self, failures: int) -> float:
        return retry_delay(failures)

    async def attempt(self, task: Task) -> bool:
        """Send the callback once; give whether it was answered 2xx. Raises AddressRefused."""
        try:
            url = urlsplit(task.details["callback_url"])
            async with asyncio.timeout(self.timeout):
                status = await self.post(url, self.headers(task), self.body(task))
        except (OSError, ValueError, h11.ProtocolError):
            return False
        return 200 <= status <= 299  # noqa: PLR2004 -- the class of success

    def headers(self, task: Task) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "scale-callback-auth": self.callback_keys[task.account],
        }

    def body(self, task: Task) -> JsonObject:
        return {"task_id": task.task_id, "response": task.response, "task": task.as_json()}

    async def post(self, url: SplitResult, headers: dict[str, str], body: JsonObject) -> int:
        """POST JSON and give the status of the answer; a redirect is not followed."""
        content = json.dumps(body, ensure_ascii=False).encode()
        reader, writer = await self.connect(url)
        try:
            connection = h11.Connection(h11.CLIENT)
            for event in _request(url, {**headers, "Content-Length": str(len(content))}, content):
                writer.write(connection.send(event) or b"")
            await writer.drain()
            return await _status(connection, reader)
        finally:
            writer.close()

    async def connect(self, url: SplitResult) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the first of the host's addresses that listens."""
        tls = _tls() if url.scheme == "https" else None
        port = url.port or _DEFAULT_PORTS[url.scheme]
        refusal: OSError | None = None
        for address in self.addresses(url.hostname or ""):
            try:
                return await asyncio.open_connection(
                    address, port, ssl=tls, server_hostname=url.hostname if tls else None
                )
            except OSError as error:
                refusal = error
        raise refusal or OSError("no address")

    def addresses(self, host: str) -> Sequence[str]:
        """Give the addresses to try for a host. Raises AddressRefused."""
        if self.anywhere:
            return (host,)
        if host == "localhost" or host.endswith(".localhost"):
            return _LOOPBACK
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            raise AddressRefused(host) from None
        if not address.is_loopback:
            raise AddressRefused(host)
        return (str(address),)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _request(url: SplitResult, headers: dict[str, str], content: bytes) -> Sequence[h11.Event]:
    """Give the events of the request; what a URL may not hold is percent-encoded."""
    path = quote(url.path or "/", safe="/%:@!$&'()*+,;=~")
    query = "?" + quote(url.query, safe="/%:@!$&'()*+,;=~?") if url.query else ""
    host = url.netloc.rpartition("@")[2]
    sent = {"Host": host, "User-Agent": "apiref-sandbox", "Connection": "close", **headers}
    request = h11.Request(method="POST", target=path + query, headers=list(sent.items()))
    return (request, h11.Data(data=content), h11.EndOfMessage())


async def _status(connection: h11.Connection, reader: asyncio.StreamReader) -> int:
    """Read the response to its end, or as much of it as is reasonable, and give its status."""
    status = received = 0
    while received <= _LARGEST_RESPONSE:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await reader.read(_LARGEST_RESPONSE)
            received += len(data)
            connection.receive_data(data)
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
            break
    return status
