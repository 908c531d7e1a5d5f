from collections.abc import Iterable

from tests.imports.bench import Bench, complaints

TITLE = "openapi-python-client"
PACKAGE = "pypi openapi-python-client in generator"
WHAT = "A client for Python with `--fail-on-warning`; every module of it is compiled."


def run(bench: Bench) -> Iterable[str]:
    command = ("-m", "openapi_python_client", "generate", "--fail-on-warning", "--overwrite")
    output = bench.pip(
        "generator", "python", *command, "--path", bench.document, "--output-path", "client"
    )
    bench.pip("generator", "python", "-W", "error", "-m", "compileall", "-q", "client")
    return complaints(output)
