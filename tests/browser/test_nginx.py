"""The site behind nginx, configured as the page "Command line" says."""

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from getpass import getuser
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.browser.serving import headers_of
from tests.runtimes import require

PAGE = ROOT / "docs/command-line.md"
MAIN = """
user {user}; daemon off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
    types {{ text/html html; text/css css; application/javascript js; application/json json; }}
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


@pytest.fixture(scope="module")
def nginx(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site by the documented commands, with folders and a port of the test's own."""
    program = require("nginx" if Path("/usr/bin/nginx").exists() else "/usr/sbin/nginx")
    folder = tmp_path_factory.mktemp("nginx")
    text = PAGE.read_text("utf-8")
    command = re.search(r"^sed .*$", text, re.MULTILINE)
    server = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert command
    assert server
    snippet = folder / "reference.conf"
    made = command[0].replace("site/_headers", f"{site_folder}/_headers")
    made = made.replace("/etc/nginx/snippets/reference.conf", str(snippet))
    subprocess.run(made, shell=True, check=True)
    port = _free_port()
    own = server[1].replace("listen 80", f"listen 127.0.0.1:{port}")
    own = own.replace("/srv/reference/site", str(site_folder))
    own = own.replace("snippets/reference.conf", str(snippet))
    configuration = folder / "nginx.conf"
    configuration.write_text(MAIN.format(user=getuser(), folder=folder, server=own))
    with subprocess.Popen([program, "-p", folder, "-c", configuration]) as process:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
        process.terminate()


def test_each_answer_has_the_headers_of_the_policy(nginx: str, site_folder: Path) -> None:
    for path in ("", "tasks/list/", "assets/apiref.css", "tasks/list.md", "no/such/page"):
        status, headers, _ = _get(nginx + path)
        wanted = headers_of(site_folder)
        assert {name: headers[name] for name in wanted} == wanted
        assert status == (404 if path == "no/such/page" else 200)


def test_an_address_of_no_page_gets_the_page_for_it(nginx: str, site_folder: Path) -> None:
    status, headers, body = _get(nginx + "no/such/page")
    assert status == 404
    assert headers.get_content_type() == "text/html"
    assert body == site_folder.joinpath("404.html").read_bytes()


def test_the_file_of_headers_is_not_served(nginx: str) -> None:
    assert _get(nginx + "_headers")[0] == 404


def test_a_copy_in_markdown_says_that_it_is_one(nginx: str) -> None:
    status, headers, body = _get(nginx + "tasks/list.md")
    assert (status, headers["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert body.startswith(b"# List")


def test_pages_and_scripts_are_compressed(nginx: str) -> None:
    for path in ("", "assets/apiref.theme.js", "assets/apiref.css", "openapi.json"):
        assert _get(nginx + path)[1]["Content-Encoding"] == "gzip"


def _get(address: str) -> tuple[int, Message, bytes]:
    gzip = {"Accept-Encoding": "gzip"} if address.endswith(("/", ".css", ".js", ".json")) else {}
    request = urllib.request.Request(address, headers=gzip)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx does not listen")
