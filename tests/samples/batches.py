"""Many samples in one start of an interpreter, for those languages that can."""

from collections.abc import Callable
from pathlib import Path

from programs import run

from apiref.samples import Language

Batch = Callable[[list[Path], Path], str]


def run_all(language: Language, texts: list[str], folder: Path) -> str:
    """Run the programs one after another; give what they wrote to stderr."""
    programs = [folder / f"sample{number}{language.suffix}" for number in range(len(texts))]
    for program, text in zip(programs, texts, strict=True):
        program.write_text(text, encoding="utf-8", newline="")
    if language.id not in _DRIVERS:
        return "".join(run(language, program).stderr for program in programs)
    driver = folder / f"driver{language.suffix}"
    driver.write_text("".join(_DRIVERS[language.id].format(program) for program in programs))
    return run(language, driver).stderr


_DRIVERS = {
    "curl": "source {}\n",
    "javascript": "await import('{}');\n",
    "python": "__import__('runpy').run_path('{}')\n",
    "ruby": "load '{}'\n",
}
