"""Who is let in, and what a stranger learns."""

import base64
from contextlib import suppress

from starlette.requests import Request

from apiref.sandbox import Sandbox
from apiref.sandbox.auth import NOBODY, Authenticator, Caller
from apiref.sandbox.errors import ApiError
from apiref.sandbox.parameters import not_found
from apiref.sandbox.schemes import Alternatives
from apiref.spec import Operation

from .fault import caught_by
from .parts import ACCOUNT, CANCEL, CREATE, LIST, Asked, Hasty

CALLER = Caller(ACCOUNT, ACCOUNT.keys[0])


@caught_by("auth-missing-refused")
class NoKeyIsAccepted(Authenticator):
    """A request without credentials is taken for the first account's."""

    def authenticate(self, request: Request, alternatives: Alternatives) -> Caller:
        if "authorization" not in request.headers:
            return CALLER
        return super().authenticate(request, alternatives)


@caught_by("auth-unknown-key-refused")
class UnknownKeyIsAccepted(Authenticator):
    """Any key that begins like a live one is taken for the first account's."""

    def find(self, key: bytes) -> Caller | None:
        return super().find(key) or (CALLER if key.startswith(b"live_") else None)


@caught_by("auth-partial-key-refused")
class LastCharacterOfTheKeyIsIgnored(Authenticator):
    """A key without its last character is accepted."""

    def find(self, key: bytes) -> Caller | None:
        cut = (one for one in self.callers if one.key[:-1].encode() == key)
        return super().find(key) or next(cut, None)


@caught_by("auth-key-prefix-refused")
class StartOfAKeyIsAccepted(Authenticator):
    """The start that all keys have is accepted as a key."""

    def find(self, key: bytes) -> Caller | None:
        return CALLER if key == b"live_" else super().find(key)


@caught_by("auth-extended-key-refused")
class RestOfTheKeyIsIgnored(Authenticator):
    """A key with more behind it is accepted."""

    def find(self, key: bytes) -> Caller | None:
        return next((one for one in self.callers if key.startswith(one.key.encode())), None)


@caught_by("auth-key-case-sensitive")
class CaseOfTheKeyIsIgnored(Authenticator):
    """A key in capitals is accepted."""

    def find(self, key: bytes) -> Caller | None:
        return super().find(key.lower())


@caught_by("auth-empty-key-refused")
class EmptyKeyIsAccepted(Authenticator):
    """An empty user name is taken for the first account's."""

    def key(self, authorization: str) -> bytes | None:
        return CALLER.key.encode() if authorization == "Basic Og==" else super().key(authorization)


@caught_by("auth-other-scheme-refused")
class BearerTokenIsAccepted(Authenticator):
    """The key is accepted as a bearer token."""

    def key(self, authorization: str) -> bytes | None:
        scheme, _, token = authorization.partition(" ")
        return token.encode() if scheme.lower() == "bearer" else super().key(authorization)


@caught_by("auth-scheme-case-insensitive")
class CaseOfTheSchemeMatters(Authenticator):
    """`basic` in small letters is refused."""

    def key(self, authorization: str) -> bytes | None:
        return super().key(authorization) if authorization.startswith("Basic ") else None


@caught_by("auth-malformed-refused", "response-no-server-error")
class BrokenBase64Fails(Authenticator):
    """Credentials that are not base64 make the server fail."""

    def key(self, authorization: str) -> bytes | None:
        base64.b64decode(authorization.partition(" ")[2], validate=True)
        return super().key(authorization)


@caught_by("auth-malformed-refused")
class MissingColonIsAccepted(Authenticator):
    """Credentials without a colon, which hold no user name, are accepted if they hold a key."""

    def key(self, authorization: str) -> bytes | None:
        try:
            text = base64.b64decode(authorization.partition(" ")[2], validate=True)
        except ValueError:
            return None
        return super().key(authorization) or text


@caught_by("auth-malformed-refused")
class UnencodedKeyIsAccepted(Authenticator):
    """The key is accepted as it is, without base64."""

    def key(self, authorization: str) -> bytes | None:
        return super().key(authorization) or authorization.partition(" ")[2].rstrip(":").encode()


@caught_by("auth-key-as-password-refused")
class KeyAsPasswordIsAccepted(Authenticator):
    """The key is accepted as the password of an empty user name."""

    def key(self, authorization: str) -> bytes | None:
        name = super().key(authorization)
        if name == b"":
            return base64.b64decode(authorization.partition(" ")[2]).partition(b":")[2]
        return name


@caught_by("auth-key-in-query-refused")
class KeyInTheQueryIsAccepted(Sandbox):
    """The key is accepted in the query parameter `api_key`."""

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        key = request.query_params.get("api_key", "").encode()
        return self.authenticating.find(key) or super().caller(request, operation)


@caught_by("auth-key-in-header-refused")
class KeyInAHeaderOfItsOwnIsAccepted(Sandbox):
    """The key is accepted in the header `X-Api-Key`."""

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        key = request.headers.get("x-api-key", "").encode()
        return self.authenticating.find(key) or super().caller(request, operation)


@caught_by("auth-missing-refused")
class ConnectionStaysAuthenticated(Sandbox):
    """A request without credentials is answered if an earlier one of the connection had some."""

    seen: dict[object, Caller]

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        self.seen = getattr(self, "seen", {})
        if "authorization" in request.headers or request.client not in self.seen:
            self.seen[request.client] = super().caller(request, operation)
        return self.seen[request.client]


class Open(Sandbox):
    """Asks for no key where the operation is one of `to`."""

    to: tuple[str, ...] = ()

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        if operation and operation.id in self.to and "authorization" not in request.headers:
            return CALLER
        return super().caller(request, operation)


@caught_by("auth-missing-refused")
class ListNeedsNoKey(Open):
    """Anybody can list the first account's tasks."""

    to = (LIST,)


@caught_by("auth-missing-refused")
class CreationNeedsNoKey(Open):
    """Anybody can create tasks in the first account."""

    to = CREATE


@caught_by("auth-missing-refused", "auth-refused-cancel-harmless")
class CancellationNeedsNoKey(Open):
    """Anybody who knows its id can cancel a task."""

    to = (CANCEL,)


@caught_by("auth-unknown-key-refused")
class UnknownKeyMayCancel(Sandbox):
    """Canceling looks only whether there is a key, not which."""

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        if operation and operation.id == CANCEL and "authorization" in request.headers:
            return self.authenticating.find(self.key(request)) or CALLER
        return super().caller(request, operation)

    def key(self, request: Request) -> bytes:
        return self.authenticating.key(request.headers["authorization"]) or b""


@caught_by("auth-before-validation")
class BodyIsReadBeforeTheKey(Hasty):
    """A body that does not fit is refused with 400 before the key is looked at."""

    async def look(self, asked: Asked) -> None:
        if asked.operation.id in CREATE:
            await self.readers[asked.operation.id].read(asked.request, NOBODY, asked.found)


@caught_by("auth-before-validation")
class QueryIsReadBeforeTheKey(Hasty):
    """A query that does not fit is refused with 400 before the key is looked at."""

    async def look(self, asked: Asked) -> None:
        if asked.operation.id == LIST:
            await self.readers[LIST].read(asked.request, NOBODY, asked.found)


@caught_by("auth-before-validation")
class SizeIsLookedAtBeforeTheKey(Hasty):
    """Too large a body is answered 413 before the key is looked at."""

    async def look(self, asked: Asked) -> None:
        body = self.readers[asked.operation.id].body
        if body:
            await body.raw(asked.request)


@caught_by("auth-before-existence")
class StrangerLearnsWhichTasksExist(Hasty):
    """A stranger gets 404 for a task that does not exist, and 401 for one that does."""

    async def look(self, asked: Asked) -> None:
        task_id = asked.found.get("task_id")
        if task_id and not self.completing.store.find(ACCOUNT.name, task_id):
            raise not_found()


class Carried(Hasty):
    """Does what a refused request asks for, and then refuses it."""

    async def look(self, asked: Asked) -> None:
        try:
            self.caller(asked.request, asked.operation)
        except ApiError:
            with suppress(ApiError):
                await self.carry_out(asked)

    async def carry_out(self, asked: Asked) -> None:
        raise NotImplementedError


@caught_by("auth-refused-cancel-harmless")
class RefusedCancellationIsCarriedOut(Carried):
    """A cancellation without a key is answered 401, and the task is canceled all the same."""

    async def carry_out(self, asked: Asked) -> None:
        if asked.operation.id == CANCEL:
            self.completing.store.cancel(ACCOUNT.name, asked.found["task_id"])


@caught_by("auth-refused-create-harmless")
class RefusedCreationIsCarriedOut(Carried):
    """A creation without a key is answered 401, and the task is created all the same."""

    async def carry_out(self, asked: Asked) -> None:
        name = asked.operation.id
        if name in CREATE:
            call = await self.readers[name].read(asked.request, CALLER, asked.found)
            self.by_operation[name](call)


class Challenged(Authenticator):
    """Refuses with another challenge or status than the contract's."""

    status = 401
    challenge = ""

    def authenticate(self, request: Request, alternatives: Alternatives) -> Caller:
        try:
            return super().authenticate(request, alternatives)
        except ApiError as error:
            headers = {"WWW-Authenticate": self.challenge} if self.challenge else {}
            raise ApiError(self.status, error.sentence, headers) from None


@caught_by("auth-challenge-present")
class ChallengeIsMissing(Challenged):
    """A 401 does not say how to authenticate."""


@caught_by("auth-challenge-present")
class ChallengeNamesBearer(Challenged):
    """A 401 asks for a bearer token."""

    challenge = 'Bearer realm="Scale API"'


@caught_by("auth-challenge-present")
class ChallengeHasNoRealm(Challenged):
    """A 401 asks for HTTP Basic and names no realm."""

    challenge = "Basic"


@caught_by("auth-missing-refused", "response-status-described")
class RefusalIsForbidden(Challenged):
    """A request without credentials is answered 403."""

    status = 403
