"""What a run found, written for people and for programs."""

import sys
from pathlib import Path

from contract_tests.ledger import Ledger
from contract_tests.options import Options
from contract_tests.report import summary


def conclude(ledger: Ledger, options: Options) -> int:
    """Print the summary, write the reports that are asked for, and return the exit code."""
    write(ledger, options)
    sys.stdout.write(summary.text(ledger))
    return ledger.exit_code()


def write(ledger: Ledger, options: Options) -> None:
    """Write the reports that are asked for; each writer is loaded only then."""
    if options.json:
        from contract_tests.report import data  # noqa: PLC0415

        data.write(ledger, Path(options.json))
    if options.junit:
        from contract_tests.report import junit  # noqa: PLC0415

        junit.write(ledger, Path(options.junit))
    if options.html:
        from contract_tests.report import page  # noqa: PLC0415

        page.write(ledger, Path(options.html))
