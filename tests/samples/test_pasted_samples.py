"""The curl samples of a site that is served on this machine work as pasted."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.runtimes import require
from tests.samples.built_pages import samples_of
from tests.site.site_folder import copy_project


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Run `apiref serve` as a reader does, and give the site's address."""
    copy_project(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "apiref", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as serving:
        try:
            yield _announced(serving)
        finally:
            serving.terminate()


def _announced(serving: subprocess.Popen[str]) -> str:
    for line in serving.stdout or ():
        if line.startswith("Site "):
            return line.split()[1]
    raise AssertionError(f"the site was not served: {serving.wait()}")


def test_every_curl_sample_works_as_pasted(address: str) -> None:
    require("curl")
    samples = samples_of(_pages(address))
    texts = dict.fromkeys(one.text for one in samples if one.language == "curl")
    assert len(texts) >= 10
    for text in texts:
        ended = _pasted(text)
        assert ended.returncode == 0, text + ended.stdout + ended.stderr


def _pages(address: str) -> Iterator[tuple[str, str]]:
    """Fetch the pages that the first one links to, as a reader finds them."""
    start = requests.get(address, timeout=30).text
    for page in sorted(set(re.findall(r'href="([a-z/-]+/)"', start))):
        yield page, requests.get(address + page, timeout=30).text


def _pasted(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [require("bash")], input=text, capture_output=True, text=True, check=False
    )
