"""Answers to wrong requests: their status and their shape."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from apiref.sandbox import Sandbox
from apiref.sandbox.errors import ApiError

from .fault import caught_by
from .parts import Rewritten


class Shaped(Sandbox):
    """Gives errors another body than the contract's."""

    def shape(self, error: ApiError) -> Any:
        raise NotImplementedError

    def failure(self, error: ApiError) -> Response:
        return JSONResponse(self.shape(error), error.status, error.headers)


class Restated(Sandbox):
    """Answers `meant` with the status `but`, in the body too."""

    meant = 0
    but = 0

    def failure(self, error: ApiError) -> Response:
        status = self.but if error.status == self.meant else error.status
        return super().failure(ApiError(status, error.sentence, error.headers))


@caught_by("error-status-code-equal")
class StatusCodeIsAlways400(Shaped):
    """`status_code` is 400 in every error."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": 400, "error": error.sentence}


@caught_by("response-schema")
class StatusCodeIsAText(Shaped):
    """`status_code` is a string."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": str(error.status), "error": error.sentence}


@caught_by("error-sentence-present")
class ErrorIsEmpty(Shaped):
    """`error` is empty."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": error.status, "error": ""}


@caught_by("response-schema")
class ErrorIsAnObject(Shaped):
    """`error` is an object."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": error.status, "error": {"message": error.sentence}}


@caught_by("response-schema")
class ErrorIsCalledMessage(Shaped):
    """`error` is called `message`."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": error.status, "message": error.sentence}


@caught_by("response-json")
class ErrorIsHtml(Sandbox):
    """An error is a page of HTML."""

    def failure(self, error: ApiError) -> Response:
        return HTMLResponse(f"<h1>{error.status}</h1>", error.status, error.headers)


@caught_by("response-json")
class WrongMethodIsAnsweredInText(Sandbox):
    """405 is answered in plain text."""

    def failure(self, error: ApiError) -> Response:
        if error.status == 405:
            return PlainTextResponse("Method Not Allowed", 405, error.headers)
        return super().failure(error)


@caught_by("response-json")
class RefusalHasNoBody(Sandbox):
    """401 is answered without a body."""

    def failure(self, error: ApiError) -> Response:
        return Response(None, 401, error.headers) if error.status == 401 else super().failure(error)


@caught_by("response-json")
class ErrorIsOfAnotherMediaType(Rewritten):
    """An error is of the media type `application/problem+json`."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        if response.status_code >= 400:
            response.headers["content-type"] = "application/problem+json"
        return response


@caught_by("body-property-required")
class ErrorsAre200(Rewritten):
    """Wrong input is answered 200, with the error in the body."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        response.status_code = 200 if response.status_code == 400 else response.status_code
        return response


@caught_by(
    "body-property-required",
    "response-status-described",
    "generated-coverage-conforms",
    "generated-fuzzing-conforms",
)
class WrongInputIs422(Restated):
    """Wrong input is answered 422."""

    meant, but = 400, 422


@caught_by("body-property-required", "response-no-server-error")
class WrongInputIs500(Restated):
    """Wrong input is answered 500."""

    meant, but = 400, 500


@caught_by("method-other-refused")
class WrongMethodIs404(Restated):
    """Another method is answered 404."""

    meant, but = 405, 404


@caught_by("media-type-other-refused")
class MediaTypeIs400(Restated):
    """Another media type is answered 400."""

    meant, but = 415, 400


@caught_by("body-too-large-refused")
class TooLargeIs400(Restated):
    """Too large a body is answered 400."""

    meant, but = 413, 400


@caught_by("error-names-property")
class ErrorNamesNoProperty(Shaped):
    """An error says that something is wrong, and not where."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": error.status, "error": "The request is not right."}


@caught_by("error-for-a-person")
class ErrorIsAWord(Shaped):
    """An error is the name of its kind and the sentence behind it, with underscores."""

    def shape(self, error: ApiError) -> Any:
        return {"status_code": error.status, "error": error.sentence.replace(" ", "_")}
