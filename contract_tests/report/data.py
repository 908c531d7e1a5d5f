"""The results as plain data: the JSON report, and what the HTML page is made from.

`report.schema.json` beside this file describes it.
"""

import json
from pathlib import Path
from typing import Any

from contract_tests.ledger import Ledger, counts
from contract_tests.report.reproduction import reproductions
from contract_tests.results import Failure, Result

VERSION = 1
INFO = ("title", "version")
SCHEMA = Path(__file__).with_name("report.schema.json")


def report(ledger: Ledger) -> dict[str, Any]:
    """Return everything that a run found out."""
    results = ledger.results()
    return {
        "version": VERSION,
        "target": ledger.run.target,
        "contract": {name: ledger.contract.document["info"][name] for name in INFO},
        "run": {
            "id": ledger.run.id,
            "started_at": ledger.run.started_at.isoformat(timespec="seconds"),
            "seconds": round(ledger.run.seconds, 3),
            "requests": ledger.requests,
        },
        "exit_code": ledger.exit_code(),
        "counts": {str(verdict): count for verdict, count in counts(results).items()},
        "rules": [_rule(result) for result in results],
        "responses": [
            {"operation": operation, "status": status, "seen": seen}
            for operation, status, seen in ledger.responses()
        ],
        "kept_again": list(ledger.passing_again()),
        "tasks": ledger.cleanup.as_data(),
        "crashes": list(ledger.crashes),
    }


def _rule(result: Result) -> dict[str, Any]:
    rule = result.rule
    return {
        "id": rule.id,
        "level": str(rule.level),
        "section": rule.section,
        "says": rule.says,
        "clause": {"pointer": result.clause.pointer, "line": result.clause.line},
        "verdict": str(result.verdict),
        "reason": result.reason,
        "cases": result.cases,
        "requests": result.requests,
        "seconds": round(result.seconds, 3),
        "failures": [_failure(failure) for failure in result.failures],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    request = failure.request
    return {
        "case": failure.case,
        "expected": failure.expected,
        "received": failure.received,
        "clause": {"pointer": failure.pointer, "line": failure.line},
        "request": request
        and {
            "method": request.method,
            "url": request.url,
            "headers": [{"name": name, "value": value} for name, value in request.headers],
            "body": request.body,
            "is_binary": request.is_binary,
            "size": request.size,
            "credentials": request.credentials,
            "samples": reproductions(request),
        },
    }


def write(ledger: Ledger, path: Path) -> None:
    text = json.dumps(report(ledger), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
