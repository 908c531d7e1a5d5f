"""Where a tool runs: its packages, installed once into `.cache/imports`, and its folder."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "imports"
WORK = CACHE / "npm" / "work"  # below the npm packages, so that what is generated there finds them
# Nothing may ask anybody for a newer version, or tell anybody that it runs.
QUIET = {
    "CI": "true",
    "NO_COLOR": "1",
    "NO_UPDATE_NOTIFIER": "1",
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "DO_NOT_TRACK": "1",
    "FASTMCP_CHECK_FOR_UPDATES": "off",
    "PYTHONWARNINGS": "default",
}


class Refused(Exception):  # noqa: N818 -- what the tool did
    """The tool does not take the document; the message is the tool's own."""


@dataclass(frozen=True)
class Bench:
    """One tool at one document: `document` and `as_json` are its files, `folder` is scratch."""

    document: Path
    folder: Path

    @property
    def as_json(self) -> Path:
        return self.document.with_suffix(".json")

    def npm(self, command: str, *arguments: str | Path) -> str:
        """Run a command of an npm package and give what it prints. Raises Refused if it fails."""
        return self.run(npm_folder() / "node_modules" / ".bin" / command, *arguments)

    def node(self, script: Path, *arguments: str | Path) -> str:
        """Run a script of ours that imports npm packages. Raises Refused if it fails."""
        npm_folder()
        shutil.copy(script, self.folder)
        return self.run("node", self.folder / script.name, *arguments)

    def pip(self, venv: str, command: str, *arguments: str | Path) -> str:
        """Run a command of a virtual environment, such as `python`. Raises Refused if it fails."""
        return self.run(venv_folder(venv) / "bin" / command, *arguments)

    def run(self, *command: str | Path, timeout: int = 600) -> str:
        """Run a command in the folder and give what it prints. Raises Refused if it fails."""
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env={**os.environ, **QUIET, "PATH": _path(command[0])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )
        output = re.sub(r"\x1b\[[0-9;]*m", "", ran.stdout)
        if ran.returncode:
            raise Refused(output.strip() or f"exit code {ran.returncode}")
        return output


def _path(command: str | Path) -> str:
    """Give the search path on which a tool finds what is installed beside it."""
    beside = [str(command.parent)] if isinstance(command, Path) else []
    return os.pathsep.join([*beside, os.environ["PATH"]])


def complaints(output: str, pattern: str = r"warn|deprecat|unsupported|not supported") -> list[str]:
    """Give the lines of an output that complain."""
    return [line.strip() for line in output.splitlines() if re.search(pattern, line, re.IGNORECASE)]


def npm_folder(source: Path = HERE / "npm", folder: Path = CACHE / "npm") -> Path:
    """Give the folder with the npm packages of a package.json, installed if they are not."""
    wanted = [source / name for name in ("package.json", "package-lock.json")]
    for _ in _outdated(folder, wanted):
        for path in wanted:
            shutil.copy(path, folder)
        _install(
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            cwd=folder,
        )
    return folder


def venv_folder(
    name: str, source: Path = HERE / "venvs", environments: Path = CACHE / "venvs"
) -> Path:
    """Give the virtual environment of `venvs/NAME.txt`, made if it is not there."""
    folder = environments / name
    wanted = source / f"{name}.txt"
    for _ in _outdated(folder, [wanted]):
        _install(sys.executable, "-m", "venv", "--clear", folder, cwd=environments)
        pip = (folder / "bin" / "python", "-m", "pip", "install", "-qq")
        _install(*pip, "--disable-pip-version-check", "-r", wanted, cwd=environments)
    return folder


def _outdated(folder: Path, wanted: list[Path]) -> Iterator[None]:
    """Yield once if the folder was not made from these files; mark it when that is done."""
    mark = folder / ".made-from"
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in wanted)).hexdigest()
    if not mark.exists() or mark.read_text() != digest:
        folder.mkdir(parents=True, exist_ok=True)
        mark.unlink(missing_ok=True)  # what is broken off is not taken for what was there before
        yield
        mark.write_text(digest)


_failed: dict[tuple[str | Path, ...], str] = {}


def _install(*command: str | Path, cwd: Path) -> None:
    """Run an installer. Raises Refused, with its words, if it fails; it is not tried again."""
    if command not in _failed:
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if not ran.returncode:
            return
        _failed[command] = ran.stdout.strip()
    raise Refused(f"cannot be installed by {' '.join(map(str, command))}:\n{_failed[command]}")
