"""Callbacks: what is sent, when it is sent again, and where it is never sent."""

import asyncio
import socket
from itertools import pairwise
from time import sleep

import pytest

from apiref.sandbox import DEFAULT_ACCOUNTS, Sandbox, create_app, running
from apiref.sandbox.completion import Completion
from apiref.sandbox.delivery import ATTEMPTS, AddressRefused, Delivery, retry_delay
from apiref.sandbox.task import Task
from apiref.spec import Spec
from apiref.spec.validation import validator

from .client import Client
from .impatient import Impatient
from .receiver import Handler, receiving


class InNoHurry(Completion):
    completes_after = 0.6


class UnhurriedSandbox(Sandbox):
    completion = InNoHurry


def test_a_callback_tells_the_answer(testing: Client, spec: Spec) -> None:
    with receiving() as receiver:
        task = testing.create(
            callback_url=f"{receiver.url}/answers/é?job=1%207&x=ü", metadata={"é": 1}
        )
        [received] = receiver.wait_for(1)
        delivered = testing.completed(task, "callback_succeeded")
    completed = {key: delivered[key] for key in delivered if key != "callback_succeeded"}
    validator(spec.schema("TranscriptionEvent")).validate(received.body)
    assert received.method == "POST"
    assert received.path == "/answers/%C3%A9?job=1%207&x=%C3%BC"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["scale-callback-auth"] == DEFAULT_ACCOUNTS[0].callback_key
    assert received.headers["host"] == receiver.url.removeprefix("http://")
    assert received.body == {
        "task_id": task["task_id"],
        "response": completed["response"],
        "task": completed,
    }
    assert delivered["callback_succeeded"] is True


@pytest.mark.parametrize("host", ["localhost", "api.localhost", "LOCALHOST", "127.0.0.1"])
def test_a_loopback_host_is_called(impatient: Client, host: str) -> None:
    with receiving() as receiver:
        impatient.create(callback_url=receiver.url.replace("127.0.0.1", host))
        receiver.wait_for(1)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(impatient: Client, status: int) -> None:
    with receiving(status) as receiver:
        task = impatient.create(callback_url=receiver.url)
        assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is True
        assert len(receiver.received) == 1


@pytest.mark.parametrize("status", [500, 503, 404, 301, 307, 304])
def test_after_any_other_status_it_tries_again(impatient: Client, status: int) -> None:
    with receiving(status, 200) as receiver:
        task = impatient.create(callback_url=f"{receiver.url}/answers")
        first, second = receiver.wait_for(2)
        assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is True
    assert (second.path, second.body) == (first.path, first.body)


def test_it_tries_again_soon(testing: Client) -> None:
    with receiving(500, 200) as receiver:
        testing.create(callback_url=receiver.url)
        receiver.wait_for(2)


def test_it_gives_up_after_twenty_attempts(impatient: Client) -> None:
    with receiving(500) as receiver:
        task = impatient.create(callback_url=receiver.url)
        assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is False
        assert len(receiver.received) == ATTEMPTS == 20


def test_attempts_go_further_and_further_apart_within_a_day() -> None:
    delays = [retry_delay(failures) for failures in range(1, ATTEMPTS)]
    assert delays[0] == 1
    assert all(earlier < later for earlier, later in pairwise(delays))
    assert 20 * 3600 < sum(delays) < 24 * 3600 - ATTEMPTS * Delivery.timeout


def test_no_callback_for_a_canceled_task(spec: Spec) -> None:
    with running(create_app(spec, sandbox=UnhurriedSandbox)) as url, receiving() as receiver:
        client = Client(url, spec, "test_sandbox")
        canceled, completed = (client.create(callback_url=receiver.url) for _ in range(2))
        canceled = client.ok("POST", f"/task/{canceled['task_id']}/cancel")
        receiver.wait_for(1)
        sleep(0.2)
        assert [one.body["task_id"] for one in receiver.received] == [completed["task_id"]]
        assert client.get(f"/task/{canceled['task_id']}") == canceled


ELSEWHERE = [
    "0.0.0.0",
    "10.0.0.1",
    "169.254.169.254",
    "192.168.0.1",
    "8.8.8.8",
    "::",
    "fe80::1",
    "2001:4860:4860::8888",
    "::ffff:10.0.0.1",
    "example.com",
    "localhost.example.com",
    "notlocalhost",
    "127.0.0.1.example.com",
    "2130706433",
    "",
]


@pytest.mark.parametrize("host", ELSEWHERE)
def test_an_address_elsewhere_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        Delivery(DEFAULT_ACCOUNTS).addresses(host)
    assert Delivery(DEFAULT_ACCOUNTS, anywhere=True).addresses(host) == (host,)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost", "a.localhost"])
def test_a_loopback_address_is_not_refused(host: str) -> None:
    addresses = Delivery(DEFAULT_ACCOUNTS).addresses(host)
    assert set(addresses) <= {"127.0.0.1", "127.8.9.10", "::1"}
    assert addresses


UNREACHABLE = [
    "https://example.com/callbacks/scale",
    "http://10.0.0.1/",
    "http://user@10.0.0.1/",
    "http://127.0.0.1@10.0.0.1/",
    "http://[fe80::1]/",
    "http://é.example/",
]


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_callback_elsewhere_is_given_up_at_once(impatient: Client, url: str) -> None:
    task = impatient.create(callback_url=url)
    assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is False


BROKEN = [
    "http://127.0.0.1:99999/",
    "http://[127.0.0.1/",
    "http://127.0.0.1:port/",
    "https://127.0.0.1:{port}/",
    "http://127.0.0.1:1/",
    "http://127.0.0.1:0/",
]


@pytest.mark.parametrize("url", BROKEN)
def test_a_broken_url_fails_and_breaks_nothing(impatient: Client, url: str) -> None:
    with receiving() as receiver:
        task = impatient.create(callback_url=url.format(port=receiver.url.rpartition(":")[2]))
        assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is False


class Endless(Handler):
    """Answers 200 with a body that never ends."""

    def answer(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True


def test_an_endless_answer_is_not_read_to_its_end(impatient: Client) -> None:
    with receiving(handler=Endless) as receiver:
        task = impatient.create(callback_url=receiver.url)
        assert impatient.completed(task, "callback_succeeded")["callback_succeeded"] is True


NO_ANSWERS = [
    b"",
    b"HTTP/1.1 200 ",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
    b"SSH-2.0-OpenSSH\r\n\r\n",
]


def test_no_answer_in_time_is_a_failure() -> None:
    async def attempt(answer: bytes) -> bool:
        async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(answer)
            await done.wait()
            writer.close()

        done = asyncio.Event()
        listener = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        task = Task("sandbox", "1", "transcription", "completed", 0, {"callback_url": url})
        async with await asyncio.start_server(respond, sock=listener):
            succeeded = await Impatient(DEFAULT_ACCOUNTS).attempt(task)
            done.set()
            await asyncio.sleep(0.05)
        return succeeded

    async def attempts() -> list[bool]:
        return await asyncio.gather(*map(attempt, NO_ANSWERS))

    assert asyncio.run(attempts()) == [False] * len(NO_ANSWERS)
