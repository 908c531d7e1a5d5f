from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Go"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = (
    "A client for Go, built and vetted by `go`. It needs `gopkg.in/validator.v2` (on Debian, "
    "`golang-gopkg-validator.v2-dev`)."
)
OWN_REASONS = {
    **COMMON,
    r"\(reserved word\) cannot be used as": (
        "`type` and `string` are words of the language Go, and a file called `…_test.go` is a test "
        "there, so the generator renames what is called so in its own code; the API's names stay."
    ),
}
LIBRARIES = Path("/usr/share/gocode")  # where Debian puts those of Go


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "go")
    place = bench.folder / "gopath" / "src" / "client"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(bench.folder / "client")
    settings = ("GO111MODULE=off", f"GOPATH={bench.folder / 'gopath'}:{LIBRARIES}")
    for command in ("build", "vet"):
        bench.run("env", "-C", place, *settings, "go", command, ".")
    return warnings
