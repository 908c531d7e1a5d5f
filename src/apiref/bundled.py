"""The contract that comes with the program."""

from pathlib import Path


def contract_path() -> Path:
    """Return the path of openapi.yaml: in the installed package, else in the checkout."""
    packaged = Path(__file__).with_name("openapi.yaml")
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "openapi.yaml"
