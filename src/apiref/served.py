"""The pages of a site as `apiref serve` gives them: under its policy, and loaded at a change."""

import os
from pathlib import Path

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from apiref.live import Live

_SCRIPT = Path(__file__).with_name("live.js")


class Served(StaticFiles):
    """A site's folder, its pages with the script that looks for changes."""

    def __init__(self, folder: Path, live: Live) -> None:
        super().__init__(directory=folder, html=True)
        self._folder = folder
        self._live = live

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path == "apiref.state":
            return JSONResponse({"version": self._live.version, "problem": self._live.problem})
        if path == "apiref.live.js":
            return Response(_SCRIPT.read_bytes(), media_type="text/javascript")
        return await super().get_response(path, scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        if not str(full_path).endswith(".html"):
            return super().file_response(full_path, stat_result, scope, status_code)
        script = f'<script src="/apiref.live.js?{self._live.version}"></script>'
        page = Path(full_path).read_text("utf-8").replace("</body>", f"{script}</body>", 1)
        return HTMLResponse(page, status_code, {**self._headers(), "Cache-Control": "no-store"})

    def _headers(self) -> dict[str, str]:
        """Give the headers that the site wants of its host."""
        _, *lines = (self._folder / "_headers").read_text("utf-8").splitlines()
        return dict(line.strip().split(": ", 1) for line in lines)
