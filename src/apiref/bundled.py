"""What comes with the program: its contract, and what its sites have beside the theme."""

from pathlib import Path


def contract_path() -> Path:
    """Return the path of openapi.yaml: in the installed package, else in the checkout."""
    packaged = Path(__file__).with_name("openapi.yaml")
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "openapi.yaml"


def theme_path() -> Path:
    """Return the folder of templates that stand before the theme's, found likewise."""
    packaged = Path(__file__).with_name("theme")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "docs" / "overrides"
