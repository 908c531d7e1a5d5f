"""Faults that no black box can see, each with the reason."""

UNSEEN = (
    (
        "A callback is given up after fewer than 20 attempts.",
        "The attempts take up to 24 hours.",
    ),
    (
        "The pauses between the attempts of a callback do not grow.",
        "The contract sets no time for the first of them, so two pauses prove nothing.",
    ),
    (
        "`callback_succeeded` stays absent after the last attempt failed.",
        "The last attempt may come after 24 hours.",
    ),
    (
        "An id is used again after a million tasks.",
        "A run makes about a thousand.",
    ),
    (
        "Tasks are lost when the server restarts.",
        "A client cannot restart it.",
    ),
    (
        "Keys are compared in a time that tells how much of them is right.",
        "The network's own delays are larger.",
    ),
    (
        "Keys are kept in plain text, or written to a log.",
        "What a server keeps is not in its responses.",
    ),
    (
        "A live task is completed without a person having looked at it.",
        "Whoever did it, the answer looks the same.",
    ),
    (
        "The attachment is fetched when the task is created.",
        "It may be fetched for the person a moment later, which looks the same.",
    ),
    (
        "A task of 24 hours ago changes or disappears.",
        "A run is over in a minute.",
    ),
)
