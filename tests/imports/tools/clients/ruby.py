from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.clients._sandbox import STEPS, steps_of
from tests.imports.tools.converters._contract import require_same
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "Ruby, by openapi-generator"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "The same in Ruby. The client needs typhoeus (on Debian, `ruby-typhoeus`)."
OWN_REASONS = COMMON


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "ruby")
    program = Path(__file__).with_name("_program.rb")
    require_same("steps", steps_of(lambda *asked: bench.run("ruby", program, *asked)), STEPS)
    return warnings
