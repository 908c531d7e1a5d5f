from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.linters._spectral import lint

TITLE = "Spectral, OWASP ruleset"
PACKAGE = "npm @stoplight/spectral-owasp-ruleset"
WHAT = "Every rule against the ten commonest risks of an API, those too that are only advice."
# Where a value stands that the API writes: headers, answers, lists, errors, times, tokens.
OF_THE_API = (
    r"/headers/|Answer/|/TaskList/|/ErrorResponse/|edAt\b|/CallbackAuth/|/tasks/get/parameters/6/"
)
OWN_REASONS = {
    r"no-http-basic": (
        "The rules count HTTP Basic itself as an error. It is the way of this API, with the key as "
        "the user name, no password, and HTTPS around it."
    ),
    r"no-server-http: .*servers/1/": "The sandbox listens on the reader's own machine only.",
    r"inventory-access": (
        "The rules ask for an extension of their own, `x-internal`; the descriptions of the "
        "servers say whom they are for."
    ),
    r"rate-limit: ": (
        "The API says `Retry-After` with a 429 and counts nothing before it, so there are no "
        "headers to describe in other answers."
    ),
    r"define-cors-origin": (
        "Which pages of other sites may read an answer is a matter of a server, not of the API."
    ),
    r"/callbacks/": (
        "A callback is answered by the reader's server. Any 2xx is success and anything else is "
        "not; the contract asks no certain errors of it."
    ),
    r"define-error-validation: .*/task/{task_id}/": (
        "Nothing in this request can be malformed: an identifier that is none names no task, "
        "which is 404."
    ),
    r"no-credentials-in-url: .*next_token": (
        "`next_token` is a place in a list, no credential; without the key it opens nothing."
    ),
    r"integer-format": (
        "An integer has bounds here. A format would say how many bits a program needs for it, "
        "which the bounds say as well."
    ),
    rf"(-limit|-limit-legacy|constrained-additionalProperties): .*({OF_THE_API})": (
        "Whatever a client writes has a limit. What the API writes has none that a client could "
        "rely on: texts that people write out, totals, tokens."
    ),
    r"no-additionalProperties": (
        "The keys of `metadata`, of the fields and of the identifiers of categories are the "
        "client's own; every other object that is sent takes no property but those described."
    ),
    r"string-restricted": (
        "Texts of people may hold any character, and a pattern would refuse some of them; what is "
        "no such text has a pattern, a format or an enum."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    return lint(bench, "extends: [['@stoplight/spectral-owasp-ruleset', all]]")
