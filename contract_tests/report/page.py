"""One HTML page with everything in it, for a person."""

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contract_tests.ledger import Ledger
from contract_tests.report.data import report
from contract_tests.results import Verdict

BAD = (Verdict.ERROR, Verdict.BROKEN, Verdict.NOT_EXERCISED, Verdict.WARNED, Verdict.KNOWN)
HEADLINES = {
    0: "The contract is kept",
    1: "The contract is broken",
    4: "The suite failed",
}


def write(ledger: Ledger, path: Path) -> None:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found = report(ledger)
    sections = groupby(found["rules"], lambda rule: rule["section"])
    text = environment.get_template("page.html").render(
        report=found,
        headline=HEADLINES[found["exit_code"]],
        verdicts=[str(verdict) for verdict in Verdict if str(verdict) in found["counts"]],
        bad=[rule for rule in found["rules"] if rule["verdict"] in map(str, BAD)],
        sections=[(name.replace("_", " "), list(rules)) for name, rules in sections],
    )
    path.write_text(text, encoding="utf-8")
