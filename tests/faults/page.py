"""The findings for readers: a page of the site, and the same as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from .correct import CORRECT
from .fault import Fault
from .judgement import by_schemathesis, by_suite
from .power import AGAIN, SUITE, Findings, Job
from .unseen import UNSEEN

Row = dict[str, Any]

HEAD = """\
---
description: How much of what can be wrong with a server the contract suite finds.
---

# Power

How good is a suite that passes? Each server below keeps the contract but for one fault. The suite
was run against each of them, stopped at the first rule that was broken, and had to find the fault
by the rules that are meant to. Beside it, `schemathesis run` with all its checks and phases was run
against the same servers; what it reports on the server without a fault too does not count.

`make power` repeats all of it and writes this page. [The same as JSON](power.json).

"""
CORRECT_HEAD = """
## Servers without a fault

| Server | Runs | Found correct |
| --- | --- | --- |
"""
UNSEEN_HEAD = """
## What cannot be seen

No request shows these, or none in the time that a test can wait. They are not counted.

| Fault | Why |
| --- | --- |
"""


def rows(findings: Findings, faults: Iterable[Fault]) -> list[Row]:
    """Give a row for each fault, as JSON."""
    return [
        {
            "fault": fault.name,
            "class": fault.kind.replace("_", " "),
            "says": fault.says,
            "rules": list(fault.rules),
            "found_by": list(by_suite(findings, fault)),
            "seconds": findings[Job(SUITE, fault.name)].verdict.seconds,
            "schemathesis": list(by_schemathesis(findings, fault)),
        }
        for fault in faults
    ]


def markdown(table: Sequence[Row], findings: Findings) -> str:
    """Give the page: first a row for each class, then each class with its faults."""
    classes = [(name, list(group)) for name, group in groupby(table, lambda row: row["class"])]
    details = "\n".join(_class(name, group) for name, group in classes)
    unseen = "".join(f"| {says} | {why} |\n" for says, why in UNSEEN)
    summary = _summary([*classes, ("all", list(table))])
    correct = "".join(_correct(findings))
    return f"{HEAD}{summary}\n{details}{CORRECT_HEAD}{correct}{UNSEEN_HEAD}{unseen}"


def _correct(findings: Findings) -> Iterator[str]:
    for server in CORRECT.values():
        runs = [f for job, f in findings.items() if (job.tool, job.fault) == (AGAIN, server.name)]
        passed = sum(run.verdict.code == 0 for run in runs)
        yield f"| {server.says} | {len(runs)} | {passed} |\n"


def _summary(classes: Sequence[tuple[str, list[Row]]]) -> str:
    lines = ["| Class | Faults | Found | Median time | By schemathesis |", "| --- " * 5 + "|"]
    for name, group in classes:
        found = [row for row in group if row["found_by"]]
        median = sorted(row["seconds"] for row in group)[len(group) // 2]
        others = sum(bool(row["schemathesis"]) for row in group)
        lines.append(f"| {name} | {len(group)} | {len(found)} | {median:.1f} s | {others} |")
    return "\n".join(lines) + "\n"


def _class(name: str, group: list[Row]) -> str:
    lines = [f'??? note "{name.capitalize()}: {len(group)} faults"', ""]
    lines += ["    | Fault | Found by | Time | schemathesis |", "    " + "| --- " * 4 + "|"]
    for row in group:
        says = row["says"].replace("|", "\\|")
        rule = f"`{row['found_by'][0]}`" if row["found_by"] else "**not found**"
        others = ", ".join(f"{one}" for one in row["schemathesis"]) or "no"
        lines.append(f"    | {says} | {rule} | {row['seconds']:.1f} s | {others} |")
    return "\n".join([*lines, ""])
