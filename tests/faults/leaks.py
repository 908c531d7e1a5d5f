"""What nobody should see: keys, and the inside of the server."""

import base64
import traceback

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from apiref.sandbox import Sandbox
from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .parts import CREATE, LIST, NEIGHBOUR, RETRIEVE, Edited, Rewritten


@caught_by("key-not-echoed")
class TaskHoldsTheKey(Edited):
    """A task holds the key that retrieved it."""

    of = (RETRIEVE,)

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        return answer | {"account": call.caller.key}


@caught_by("key-not-echoed")
class ListHoldsTheCredentials(Edited):
    """A list holds the credentials in base64."""

    of = (LIST,)

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        return answer | {"auth": base64.b64encode(f"{call.caller.key}:".encode()).decode()}


@caught_by("key-not-echoed")
class CreationHoldsTheCallbackKey(Edited):
    """A new task holds the account's callback key."""

    of = CREATE

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        return answer | {"callback_auth_key": call.caller.account.callback_key}


@caught_by("key-not-echoed")
class CursorHoldsTheKey(Edited):
    """A list holds the key in base64, somewhere inside a longer text."""

    of = (LIST,)

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        text = f"v1;{call.caller.key};0"
        return answer | {"cursor": base64.urlsafe_b64encode(text.encode()).decode()}


@caught_by("key-not-echoed")
class AnotherAccountsKeyIsShown(Edited):
    """A list holds the key of another account."""

    of = (LIST,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"next_account": NEIGHBOUR.keys[0]}


@caught_by("key-not-echoed")
class HeaderHoldsTheKey(Rewritten):
    """A header of each response repeats the key."""

    def rewrite(self, request: Request, response: Response) -> Response:
        key = self.authenticating.key(request.headers.get("authorization", ""))
        response.headers["x-caller"] = (key or b"nobody").decode("latin-1")
        return response


@caught_by("key-not-echoed")
class CookieHoldsTheKey(Rewritten):
    """A cookie holds the credentials."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if "authorization" in request.headers:
            response.set_cookie("session", request.headers["authorization"].partition(" ")[2])
        return response


@caught_by("key-not-echoed")
class RefusalNamesTheKey(Rewritten):
    """A 401 repeats the credentials that it refuses."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if response.status_code != 401:
            return response
        sent = f"{request.url.query} {request.headers.get('authorization')}"
        body = {"status_code": 401, "error": f"These are no credentials: {sent}."}
        challenge = response.headers["www-authenticate"]
        return JSONResponse(body, 401, {"WWW-Authenticate": challenge})


@caught_by("key-not-echoed")
class ErrorNamesTheCaller(Rewritten):
    """A 404 says by the key in whose account there is no such task."""

    def rewrite(self, request: Request, response: Response) -> Response:
        key = self.authenticating.key(request.headers.get("authorization", ""))
        if response.status_code != 404 or key is None:
            return response
        return JSONResponse({"status_code": 404, "error": f"{key.decode()} has no such task."}, 404)


class Told(Sandbox):
    """Tells in an error what only the log should."""

    def tell(self, error: ApiError) -> str:
        raise NotImplementedError

    def failure(self, error: ApiError) -> Response:
        if error.status != 400:
            return super().failure(error)
        return JSONResponse({"status_code": 400, "error": self.tell(error)}, 400)


@caught_by("error-no-internals")
class ErrorShowsATraceback(Told):
    """A 400 shows a traceback of Python."""

    def tell(self, error: ApiError) -> str:
        return "".join(traceback.format_exception(error))


@caught_by("error-no-internals")
class ErrorShowsAStackOfJavascript(Told):
    """A 400 shows a stack of JavaScript."""

    def tell(self, error: ApiError) -> str:
        return f"ValidationError: {error.sentence}\n    at validate (/srv/app/lib/tasks.js:41:13)"


@caught_by("error-no-internals")
class ErrorShowsAStackOfJava(Told):
    """A 400 shows a stack of Java."""

    def tell(self, error: ApiError) -> str:
        return f"{error.sentence}\n\tat com.example.tasks.Reader.read(Reader.java:57)"


@caught_by("error-no-internals")
class ErrorShowsTheDatabase(Told):
    """A 400 shows a message of the database."""

    def tell(self, _error: ApiError) -> str:
        return 'SQLSTATE[22001]: value too long for type character varying(255), table "tasks"'
