"""Whether a change breaks clients, beside the rules of oasdiff, which is a program in Go."""

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
RULES = yaml.safe_load((HERE / "oasdiff.yaml").read_text())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
def test_oasdiff_says_the_same_or_there_is_a_reason(rule: Any) -> None:
    """`test_diff.py` holds that the changes of a case are those that are found."""
    case = yaml.safe_load((HERE / f"{rule['case']}.yaml").read_text())
    changes = case[rule.get("way", "changes")]
    breaks = any(change.startswith("breaks ") for change in changes)
    assert (breaks != (rule["level"] == "error")) == ("differs" in rule)
