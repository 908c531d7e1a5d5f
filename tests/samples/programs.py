"""Start samples with their real interpreters."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from apiref.samples import Language
from tests.runtimes import require
from tests.samples.comparison import FILES, KEY

Ended = subprocess.CompletedProcess[str]


def run(language: Language, program: Path) -> Ended:
    """Run a program where the files are that a sample may send, with a key in the environment."""
    return _start(*language.run, str(program))


def run_all(language: Language, texts: list[str], folder: Path) -> Ended:
    """Run programs one after another in one start of the interpreter."""
    if language.id in _COMPILED:
        return _COMPILED[language.id](texts, folder)
    programs = [folder / f"sample{number}{language.suffix}" for number in range(len(texts))]
    for program, text in zip(programs, texts, strict=True):
        _write(program, text)
    opening, line = _DRIVERS[language.id]
    driver = folder / f"driver{language.suffix}"
    _write(driver, opening + "".join(line.format(program) for program in programs))
    return run(language, driver)


def _start(command: str, *arguments: str, folder: Path = FILES) -> Ended:
    return subprocess.run(
        [require(command), *arguments],
        cwd=folder,
        env={**os.environ, "API_KEY": KEY, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


_DRIVERS = {
    "curl": ("set -e\n", "source {}\n"),
    "javascript": ("", "await import('{}');\n"),
    "php": ("<?php\n", "include '{}';\n"),
    "python": ("import runpy\n", "runpy.run_path('{}')\n"),
    "ruby": ("", "load '{}'\n"),
    "typescript": ("", "await import('{}');\n"),
}


def _run_go(texts: list[str], folder: Path) -> Ended:
    """Run Go programs as packages of one program, each with its `main` as `Main`."""
    names = [f"sample{number}" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        own = text.replace("package main\n", f"package {name}\n", 1)
        _write(folder / name / "main.go", own.replace("\nfunc main() {", "\nfunc Main() {", 1))
    imports = "".join(f'import "batch/{name}"\n' for name in names)
    calls = "".join(f"{name}.Main()\n" for name in names)
    _write(folder / "go.mod", "module batch\n")
    _write(folder / "main.go", f"package main\n{imports}func main() {{\n{calls}}}\n")
    built = _start("go", "build", "-o", "driver", ".", folder=folder)
    return built if built.returncode else _start(str(folder / "driver"))


def _run_java(texts: list[str], folder: Path) -> Ended:
    """Run Java programs as packages of one program."""
    names = [f"sample{number}" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        _write(folder / name / "Main.java", f"package {name};\n{text}")
    calls = "".join(f"{name}.Main.main(arguments);" for name in names)
    main = f"public static void main(String[] arguments) throws Exception {{{calls}}}"
    _write(folder / "Driver.java", f"class Driver {{ {main} }}")
    built = _start("javac", "-encoding", "UTF-8", "Driver.java", folder=folder)
    return built if built.returncode else _start("java", "-cp", str(folder), "Driver")


_COMPILED: dict[str, Callable[[list[str], Path], Ended]] = {"go": _run_go, "java": _run_java}
