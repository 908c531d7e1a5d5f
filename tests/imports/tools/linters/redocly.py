import json
import re
from collections.abc import Iterable

from tests.imports.bench import Bench, Refused

TITLE = "Redocly CLI"
PACKAGE = "npm @redocly/cli"
WHAT = "`lint` with the ruleset recommended-strict, where every warning is an error."


def run(bench: Bench) -> Iterable[str]:
    ruleset = ("--extends", "recommended-strict", "--format", "json")
    try:
        output = bench.npm("redocly", "lint", *ruleset, bench.document)
    except Refused as refusal:
        output = str(refusal)
    report = re.search(r"^\{.*^\}", output, re.MULTILINE | re.DOTALL)
    if not report:
        raise Refused(output)
    for problem in json.loads(report[0])["problems"]:
        place = problem["location"][0].get("pointer", "")
        yield f"{problem['ruleId']}: {problem['message']} ({place})"
