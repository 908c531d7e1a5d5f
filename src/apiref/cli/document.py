"""The OpenAPI document that a command works on."""

from pathlib import Path

from apiref.bundled import contract_path
from apiref.check import valid
from apiref.spec import Spec


def chosen_spec(spec_file: Path | None) -> Spec:
    """Read the document that was named, else the one that is here, else the one that is bundled.

    Raises SpecError with every problem that it has.
    """
    here = Path("openapi.yaml")
    path = spec_file or (here if here.is_file() else contract_path())
    return valid(path)
