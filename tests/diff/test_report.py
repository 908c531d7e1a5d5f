import json

from apiref.diff import Change, as_json, as_markdown, as_text

CHANGES = [
    Change("GET /tasks", "The response 201 is new.", breaking=False),
    Change("GET /tasks", "The response 200 is gone.", breaking=True),
    Change("Task", "`note` is new.", breaking=False),
]


def test_text_names_each_subject_once_and_counts_what_breaks() -> None:
    assert as_text(CHANGES) == (
        "GET /tasks\n"
        "         The response 201 is new.\n"
        "  breaks The response 200 is gone.\n"
        "\n"
        "Task\n"
        "         `note` is new.\n"
        "\n"
        "3 changes, 1 of them breaking clients.\n"
    )


def test_markdown_is_a_list_for_each_subject() -> None:
    assert as_markdown(CHANGES) == (
        "**GET /tasks**\n"
        "\n"
        "- The response 201 is new.\n"
        "- **Breaks clients.** The response 200 is gone.\n"
        "\n"
        "**Task**\n"
        "\n"
        "- `note` is new.\n"
    )


def test_no_change_says_so() -> None:
    assert as_text([]) == as_markdown([]) == "Nothing changed that a client can see.\n"


def test_json_holds_every_part() -> None:
    assert json.loads(as_json(CHANGES[:1])) == [
        {"subject": "GET /tasks", "sentence": "The response 201 is new.", "breaking": False}
    ]
