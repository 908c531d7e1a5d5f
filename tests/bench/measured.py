"""What a command costs: CPU time, memory and what it writes."""

import gzip
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 300.0  # of CPU, for one command
MEMORY = 6 * 1024**3  # bytes of address space that is written to


@dataclass(frozen=True)
class Cost:
    """CPU seconds, bytes of memory, bytes of output, and bytes of the largest page, gzipped."""

    cpu: float
    memory: int
    output: int
    page: int
    failure: str = ""


def cost_of(command: Sequence[str | Path], folder: Path, output: Path, pages: str) -> Cost:
    """Run a command within bounds, and measure it and what it has written to `output`.

    `pages` is the pattern of the pages among which the largest is looked for.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=_bounded,  # noqa: PLW1509 -- this process has no other threads
        start_new_session=True,
    )
    timer = threading.Timer(3 * SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    assert process.stderr
    said = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()
    spent, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    if process.returncode:
        return Cost(spent, memory, 0, 0, _reason(process.returncode, said))
    written = [one for one in output.rglob("*") if one.is_file()] if output.is_dir() else [output]
    sizes = [len(gzip.compress(one.read_bytes(), 6)) for one in output.parent.glob(pages)]
    return Cost(spent, memory, sum(one.stat().st_size for one in written), max(sizes, default=0))


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _reason(code: int, said: str) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"not done after {SECONDS:.0f} s of CPU"
    if "heap out of memory" in said or "MemoryError" in said or code == -signal.SIGABRT:
        return "out of memory"
    last = said.strip().splitlines()[-1:] or [f"exit code {code}"]
    return last[0][:80].replace("|", "/")
