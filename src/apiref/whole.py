"""A file that is written whole: whoever reads it meanwhile has the old one or the new one."""

from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a file in place of the one that is there, if any, in a single step."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, "utf-8")
    new.replace(path)
