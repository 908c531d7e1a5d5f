import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.clients._sandbox import STEPS, steps_of
from tests.imports.tools.converters._contract import require_same
from tests.imports.tools.generators.hey_api import run as generate

TITLE = "TypeScript, by hey-api"
PACKAGE = "npm @hey-api/openapi-ts"
WHAT = "The same in TypeScript, compiled with the program by `tsc --strict`, and run by Node."


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench)
    shutil.copy(Path(__file__).with_name("_program.ts"), bench.folder / "program.ts")
    strict = ("--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable")
    modules = ("--module", "nodenext", "--moduleResolution", "nodenext", "--skipLibCheck")
    bench.npm("tsc", *strict, *modules, "--types", "node", "--outDir", "built", "program.ts")
    program = bench.folder / "built" / "program.js"
    require_same("steps", steps_of(lambda *asked: bench.run("node", program, *asked)), STEPS)
    return warnings
