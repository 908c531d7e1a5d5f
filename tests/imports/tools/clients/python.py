from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.clients._sandbox import STEPS, steps_of
from tests.imports.tools.converters._contract import require_same
from tests.imports.tools.generators.openapi_python_client import run as generate

TITLE = "Python, by openapi-python-client"
PACKAGE = "pypi openapi-python-client in generator"
WHAT = "The client creates, retrieves, lists and cancels a task on the sandbox; errors are typed."


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench)
    program = Path(__file__).with_name("_program.py")
    steps = steps_of(lambda *asked: bench.pip("generator", "python", "-P", program, *asked))
    require_same("steps", steps, STEPS)
    return warnings
