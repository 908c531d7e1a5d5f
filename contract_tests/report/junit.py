"""JUnit XML: a test case for each rule, in a suite for each section."""

import re
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from contract_tests.ledger import Ledger
from contract_tests.results import Result, Verdict

# What XML 1.0 cannot hold, section 2.2.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ELEMENTS = {
    Verdict.BROKEN: "failure",
    Verdict.NOT_EXERCISED: "failure",
    Verdict.ERROR: "error",
    Verdict.SKIPPED: "skipped",
    Verdict.WARNED: "skipped",
    Verdict.KNOWN: "skipped",
}


def write(ledger: Ledger, path: Path) -> None:
    root = ET.Element("testsuites", name="contract")
    for section, results in groupby(ledger.results(), lambda result: result.rule.section):
        root.append(_suite(section, list(results)))
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _suite(section: str, results: list[Result]) -> ET.Element:
    kinds = [ELEMENTS.get(result.verdict) for result in results]
    suite = ET.Element(
        "testsuite",
        name=section,
        tests=str(len(results)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
        time=f"{sum(result.seconds for result in results):.3f}",
    )
    suite.extend(map(_case, results))
    return suite


def _case(result: Result) -> ET.Element:
    rule = result.rule
    case = ET.Element(
        "testcase", classname=rule.section, name=rule.id, time=f"{result.seconds:.3f}"
    )
    kind = ELEMENTS.get(result.verdict)
    if kind:
        message = f"{result.verdict}: {result.reason or rule.says}"
        element = ET.SubElement(case, kind, message=_plain(message))
        element.text = _plain("\n\n".join(_told(result)))
    return case


def _told(result: Result) -> list[str]:
    told = [f"{result.rule.level} {result.rule.says}"]
    for failure in result.failures:
        request = failure.request
        told.append(
            f"{failure.case}\n"
            f"openapi.yaml:{failure.line} {failure.pointer}\n"
            f"{f'{request.method} {request.url}' if request else ''}\n"
            f"expected {failure.expected}\n"
            f"received {failure.received}"
        )
    return told


def _plain(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
