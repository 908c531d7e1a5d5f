"""The pages of a site as `apiref serve` gives them: under its policy, and loaded at a change."""

import os
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from apiref.live import Live

_SCRIPT = Path(__file__).with_name("live.js")
_CHANGING = {".html", ".json", ".md", ".txt", ".yaml"}  # what is written anew within a site


class Served(StaticFiles):
    """A site that is kept up to date, its pages with the script that looks for changes."""

    def __init__(self, live: Live) -> None:
        super().__init__(directory=live.site, html=True)
        self.config_checked = True  # the site is there; a later one is in another folder
        self._live = live

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path == "apiref.state":
            return JSONResponse(self._state())
        if path == "apiref.live.js":
            return Response(_SCRIPT.read_bytes(), media_type="text/javascript")
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and Path(response.path).suffix in _CHANGING:
            return self._whole(Path(response.path), response.status_code)
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        self.all_directories = [self._live.site]
        return super().lookup_path(path)

    def _whole(self, path: Path, status_code: int) -> Response:
        """Give a file that another may take the place of meanwhile."""
        script = f'<script src="/apiref.live.js?{self._live.version}"></script>'
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise HTTPException(404) from None
        if path.suffix == ".html":
            content = content.replace(b"</body>", f"{script}</body>".encode(), 1)
        headers = {**self._headers(), "Cache-Control": "no-store"}
        media_type = guess_type(path)[0] or "application/octet-stream"
        return Response(content, status_code, headers, media_type)

    def _state(self) -> dict[str, str]:
        live = self._live
        return {"version": live.version, "problem": live.problem, "warning": live.warning}

    def _headers(self) -> dict[str, str]:
        """Give the headers that the site wants of its host."""
        _, *lines = (self._live.site / "_headers").read_text("utf-8").splitlines()
        return dict(line.strip().split(": ", 1) for line in lines)
