"""The results of a run as Markdown."""

from tests.imports.tool import Outcome, Tool


def markdown(results: list[tuple[Tool, list[Outcome]]]) -> str:
    """Give one table a section, and under it the sentences that explain warnings."""
    sections: dict[str, list[tuple[Tool, list[Outcome]]]] = {}
    for tool, outcomes in results:
        sections.setdefault(tool.section, []).append((tool, outcomes))
    return "\n".join(_section(name, found) for name, found in sections.items())


def _section(name: str, found: list[tuple[Tool, list[Outcome]]]) -> str:
    lines = [f"## {name.replace('_', ' ').capitalize()}", ""]
    lines += ["| Tool | What is run | 3.1 | 3.0.3 |", "| --- | --- | --- | --- |"]
    notes: list[str] = []
    for tool, outcomes in found:
        made = {outcome.document: outcome for outcome in outcomes}
        cells = [_cell(tool, made.get(version), notes) for version in ("3.1", "3.0.3")]
        lines.append(f"| {tool.title} {tool.version} | {tool.what} | {' | '.join(cells)} |")
    lines += ["", *(f"{number}. {note}" for number, note in enumerate(notes, start=1)), ""]
    return "\n".join(lines)


def _cell(tool: Tool, outcome: Outcome | None, notes: list[str]) -> str:
    if outcome is None:
        return "not read"
    if outcome.refusal:
        return "refused"
    if outcome.unexplained:
        return f"{len(outcome.unexplained)} warnings"
    sentences = dict.fromkeys(tool.reason(warning) for warning in outcome.explained)
    if not sentences:
        return "accepted"
    notes += [sentence for sentence in sentences if sentence not in notes]
    marks = ", ".join(str(notes.index(sentence) + 1) for sentence in sentences)
    return f"accepted, {_counted(outcome)} ({'note' if len(sentences) == 1 else 'notes'} {marks})"


def _counted(outcome: Outcome) -> str:
    count = len(outcome.explained)
    return "1 warning" if count == 1 else f"{count} warnings"
