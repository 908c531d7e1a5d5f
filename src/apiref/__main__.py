"""`python -m apiref` is `apiref`."""

from apiref.cli import main

main(prog_name="apiref")
