"""The server as a value: an ASGI application that answers by the contract."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from apiref.sandbox.auth import DEFAULT_ACCOUNTS, Account, Authenticator, Caller
from apiref.sandbox.completion import Completion
from apiref.sandbox.content import Content
from apiref.sandbox.delivery import Delivery
from apiref.sandbox.documented import failure_of, success_of
from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import RequestReader
from apiref.sandbox.routing import Match, Router, path_of
from apiref.sandbox.rules import Rules, has_rules
from apiref.sandbox.schemes import Alternatives
from apiref.sandbox.store import Store
from apiref.spec import Operation, Spec

logger = logging.getLogger(__name__)


class Sandbox:
    """Answers requests by the contract. A subclass that names other parts behaves otherwise."""

    authenticator = Authenticator
    reader = RequestReader
    rules = Rules
    delivery = Delivery
    completion = Completion

    def __init__(
        self, spec: Spec, store: Store, accounts: Sequence[Account], *, callbacks_anywhere: bool
    ) -> None:
        self.authenticating = self.authenticator(accounts, spec.title)
        self.security_elsewhere = _security_of_all(spec)
        self.completing = self.completion(
            store, self.delivery(accounts, anywhere=callbacks_anywhere)
        )
        self.router = Router(spec.operations)
        self.readers = {operation.id: self.reader(operation) for operation in spec.operations}
        rules = self.rules(store, self.completing)
        self.by_operation = rules.by_operation() if has_rules(spec) else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        try:
            return self.success(*await self.answer(request))
        except ApiError as error:
            return self.failure(error)
        except ClientDisconnect:
            return self.failure(ApiError(400, "The request ended before its body did."))
        except Exception:
            logger.exception("the sandbox failed")
            return self.failure(ApiError(500, "The sandbox failed; its log says why."))

    async def answer(self, request: Request) -> tuple[int, Any]:
        """Give the status and the body of the success. Raises ApiError for everything else."""
        match = self.router.match(path_of(request.scope))
        operation = match.operation(request.method) if match else None
        if match is None or operation is None:
            self.caller(request, None)
            raise self.method_not_allowed(match) if match else _unknown_path()
        try:
            caller = self.caller(request, operation)
            call = await self.readers[operation.id].read(request, caller, match.path_parameters)
            rule = self.by_operation.get(operation.id)
            return (200, rule(call)) if rule else success_of(operation)
        except ApiError as error:
            error.operation = operation
            raise

    def caller(self, request: Request, operation: Operation | None) -> Caller:
        """Authenticate before anything else, so that a stranger does not even learn what exists."""
        security = operation.security if operation else self.security_elsewhere
        return self.authenticating.authenticate(request, security)

    def method_not_allowed(self, match: Match) -> ApiError:
        allowed = ", ".join(match.methods)
        return ApiError(405, f"This path answers to {allowed} only.", {"Allow": allowed})

    def success(self, status: int, body: Any) -> Response:
        if isinstance(body, Content):
            return body.response(status)
        return Response(status_code=status) if body is None else JSONResponse(body, status)

    def failure(self, error: ApiError) -> Response:
        """Answer as the contract describes it, or else with the status and the sentence."""
        status, sentence = error.status, self.authenticating.without_keys(error.sentence)
        if error.operation:
            status, shown = failure_of(error.operation, status, sentence)
            if shown:
                return shown.response(status, error.headers)
        return JSONResponse({"status_code": status, "error": sentence}, status, error.headers)


def _unknown_path() -> ApiError:
    return ApiError(404, "This path is not part of the API.")


def _security_of_all(spec: Spec) -> Alternatives:
    """Give the ways to send a key; none where an operation asks for no key."""
    asked = [operation.security for operation in spec.operations]
    if not all(asked):
        return ()
    alternatives = (alternative for security in asked for alternative in security)
    return tuple({tuple(one.scheme.name for one in way): way for way in alternatives}.values())


def create_app(
    spec: Spec,
    store: Store | None = None,
    *,
    accounts: Sequence[Account] = DEFAULT_ACCOUNTS,
    callbacks_anywhere: bool = False,
    sandbox: type[Sandbox] = Sandbox,
) -> Starlette:
    """Make the application for a contract; its paths begin where it is mounted.

    Without a store, tasks are kept in memory and gone with the application. Any web page may call
    it (CORS): it is meant for loopback addresses. `app.state.store` is the store.
    """
    store = store or Store()
    answering = sandbox(spec, store, accounts, callbacks_anywhere=callbacks_anywhere)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        answering.completing.resume()
        yield

    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["Allow", "Retry-After", "WWW-Authenticate"],
    )
    app = Starlette(middleware=[cors], lifespan=lifespan)
    # Not a route: Starlette's patterns miss a path with an encoded line break.
    app.router.default = answering
    app.router.redirect_slashes = False
    app.state.store = store
    return app
