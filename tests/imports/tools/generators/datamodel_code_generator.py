from collections.abc import Iterable

from tests.imports.bench import Bench, complaints

TITLE = "datamodel-code-generator"
PACKAGE = "pypi datamodel-code-generator in models"
WHAT = "Pydantic models of every schema; the module is imported."
OWN_REASONS = {
    r"Pydantic does not take .* on AwareDatetime": (
        "Pydantic reads a time into a value of its own, on which the pattern beside the format "
        "means nothing; the models refuse what is no time all the same."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    output = bench.pip(
        *("models", "datamodel-codegen", "--input", bench.document, "--output", "models.py"),
        *("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"),
        *("--use-annotated", "--formatters", "builtin"),
    )
    bench.pip("models", "python", "-W", "error", "models.py")
    return complaints(output, r"Warning:")
