"""Every bound of every property of a request body, from both sides, out of the schemas."""

from collections.abc import Callable, Iterable
from functools import partial

from contract_tests.account import Account, at_once, expect_same, expect_status, found
from contract_tests.bounds import Case, cases, gathered
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule

BODY = "createTranscriptionTask/requestBody/content/application~1json/schema"
SCHEMAS = "/components/schemas"


def accepted(*keywords: str) -> Callable[[Contract], Iterable[Case]]:
    return lambda contract: gathered(
        contract, [c for k in keywords for c in cases(contract, k, valid=True)]
    )


def refused(*keywords: str) -> Callable[[Contract], Iterable[Case]]:
    return lambda contract: [c for k in keywords for c in cases(contract, k, valid=False)]


def check_accepted(api: Account, case: Case) -> None:
    parts = (partial(check, api, part, 200) for part in case.parts)
    at_once(partial(check, api, case, 200), parts)


def check(api: Account, case: Case, status: int) -> None:
    try:
        # Empty metadata stay empty, so that one is sent without the run's tag.
        empty = isinstance(case.body, dict) and case.body.get("metadata") == {}
        body = case.body if empty else api.target.tagged(case.body)
        exchange = expect_status(api.post(case.operation, body), status, because=case.reason)
        for name in sorted(case.names) if status == 200 else ():
            expect_same(found(exchange.json, name), body[name], name, exchange)
    except Broken as broken:
        broken.clause = case.clause
        raise


@rule("body-property-required", clause=f"{BODY}/required", cases=refused("required"))
def test_required(api: Account, case: Case) -> None:
    """A body that lacks a required property is refused with 400."""
    check(api, case, 400)


@rule("body-required-suffices", clause=f"{BODY}/required", cases=accepted("required"))
def test_required_suffices(api: Account, case: Case) -> None:
    """A body with the required properties alone is accepted."""
    check_accepted(api, case)


@rule(
    "body-unknown-property-refused",
    clause=f"{BODY}/additionalProperties",
    cases=refused("additionalProperties"),
)
def test_unknown_property(api: Account, case: Case) -> None:
    """A property that is not described is refused with 400, also inside another object."""
    check(api, case, 400)


@rule(
    "metadata-any-object-accepted",
    clause=f"{SCHEMAS}/Metadata/additionalProperties",
    cases=accepted("additionalProperties"),
)
def test_any_metadata(api: Account, case: Case) -> None:
    """Metadata may hold any property, or none."""
    check_accepted(api, case)


@rule("value-type-required", clause=f"{SCHEMAS}/Instruction/type", cases=refused("type"))
def test_wrong_type(api: Account, case: Case) -> None:
    """A value of another type is refused with 400: null too, and `true` or `1.5` for an integer."""
    check(api, case, 400)


@rule(
    "string-length-counted-in-characters",
    clause=f"{SCHEMAS}/Instruction/maxLength",
    cases=accepted("maxLength"),
)
def test_longest(api: Account, case: Case) -> None:
    """The longest allowed string is accepted, counted in characters and not in bytes."""
    check_accepted(api, case)


@rule(
    "string-too-long-refused", clause=f"{SCHEMAS}/Instruction/maxLength", cases=refused("maxLength")
)
def test_too_long(api: Account, case: Case) -> None:
    """A string one character longer than allowed is refused with 400."""
    check(api, case, 400)


@rule(
    "string-shortest-accepted",
    clause=f"{SCHEMAS}/Instruction/minLength",
    cases=accepted("minLength"),
)
def test_shortest(api: Account, case: Case) -> None:
    """The shortest allowed string is accepted."""
    check_accepted(api, case)


@rule(
    "string-too-short-refused",
    clause=f"{SCHEMAS}/Instruction/minLength",
    cases=refused("minLength"),
)
def test_too_short(api: Account, case: Case) -> None:
    """A string shorter than allowed is refused with 400."""
    check(api, case, 400)


@rule("string-pattern-required", clause=f"{SCHEMAS}/CallbackUrl/pattern", cases=refused("pattern"))
def test_pattern(api: Account, case: Case) -> None:
    """A string that does not match the pattern is refused with 400, such as an `ftp` URL."""
    check(api, case, 400)


@rule("enum-each-accepted", clause=f"{SCHEMAS}/Urgency/enum", cases=accepted("enum"))
def test_enum(api: Account, case: Case) -> None:
    """Each value of an enum is accepted."""
    check_accepted(api, case)


@rule("enum-other-refused", clause=f"{SCHEMAS}/Urgency/enum", cases=refused("enum"))
def test_not_in_enum(api: Account, case: Case) -> None:
    """A value that is not in the enum is refused with 400, other letter case included."""
    check(api, case, 400)


@rule(
    "number-bounds-accepted",
    clause=f"{SCHEMAS}/Quantity/minimum",
    cases=accepted("minimum", "maximum"),
)
def test_number_bounds(api: Account, case: Case) -> None:
    """The smallest and the largest allowed number are accepted."""
    check_accepted(api, case)


@rule("number-too-small-refused", clause=f"{SCHEMAS}/Quantity/minimum", cases=refused("minimum"))
def test_too_small(api: Account, case: Case) -> None:
    """A number below the minimum is refused with 400."""
    check(api, case, 400)


@rule("number-too-large-refused", clause=f"{SCHEMAS}/Quantity/maximum", cases=refused("maximum"))
def test_too_large(api: Account, case: Case) -> None:
    """A number above the maximum is refused with 400."""
    check(api, case, 400)


@rule(
    "array-bounds-accepted",
    clause=f"{SCHEMAS}/Categories/minItems",
    cases=accepted("minItems", "maxItems", "uniqueItems"),
)
def test_array_bounds(api: Account, case: Case) -> None:
    """The fewest and the most items are accepted, and items that differ in letter case only."""
    check_accepted(api, case)


@rule("array-too-few-refused", clause=f"{SCHEMAS}/Categories/minItems", cases=refused("minItems"))
def test_too_few_items(api: Account, case: Case) -> None:
    """An array with too few items is refused with 400."""
    check(api, case, 400)


@rule("array-too-many-refused", clause=f"{SCHEMAS}/Categories/maxItems", cases=refused("maxItems"))
def test_too_many_items(api: Account, case: Case) -> None:
    """An array with one item too many is refused with 400."""
    check(api, case, 400)


@rule(
    "array-items-unique", clause=f"{SCHEMAS}/Categories/uniqueItems", cases=refused("uniqueItems")
)
def test_repeated_item(api: Account, case: Case) -> None:
    """An array that holds an item twice, where all must differ, is refused with 400."""
    check(api, case, 400)


@rule(
    "object-bounds-accepted",
    clause=f"{SCHEMAS}/Fields/maxProperties",
    cases=accepted("minProperties", "maxProperties"),
)
def test_object_bounds(api: Account, case: Case) -> None:
    """The fewest and the most allowed properties are accepted."""
    check_accepted(api, case)


@rule(
    "object-too-few-refused",
    clause=f"{SCHEMAS}/Fields/minProperties",
    cases=refused("minProperties"),
)
def test_too_few_properties(api: Account, case: Case) -> None:
    """An object with too few properties is refused with 400."""
    check(api, case, 400)


@rule(
    "object-too-many-refused",
    clause=f"{SCHEMAS}/Fields/maxProperties",
    cases=refused("maxProperties"),
)
def test_too_many_properties(api: Account, case: Case) -> None:
    """An object with one property too many is refused with 400."""
    check(api, case, 400)
