"""Files for everyone: the public folder at ``/``, the console at ``/meja/``, the phone's pages at ``/hp/``.

Invariant: a folder is answered by its ``index.html``, an unchanged file by 304, an absent one by 404; nothing
hidden, and nothing outside the folder, is given out; a file that was packed beside itself (``.br``) goes
packed to whoever takes that.
"""

import mimetypes
import os
from pathlib import Path, PurePath

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sirekap.web.problem import plain_problem

_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".onnx": "application/octet-stream",
}
PACKED = ".br"
for _suffix, _type in _TYPES.items():
    mimetypes.add_type(_type, _suffix)  # the same on every machine, whatever its registry says


class Files(StaticFiles):
    """A folder of files, revalidated by browsers each time."""

    async def check_config(self) -> None:
        """Take a folder that is not there as an empty one: screens may not have been built."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file, or the answer that there is none."""
        if any(part.startswith(".") for part in PurePath(path).parts if part != "."):
            return plain_problem(404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file, packed where it was packed and the request takes that."""
        packed = Path(f"{os.fspath(full_path)}{PACKED}")
        if "br" not in Headers(scope=scope).get("accept-encoding", "") or not packed.is_file():
            return super().file_response(full_path, stat_result, scope, status_code)
        response = super().file_response(packed, packed.stat(), scope, status_code)
        if isinstance(response, FileResponse):
            kind = mimetypes.guess_type(full_path)[0]
            response.headers["Content-Type"] = kind or "application/octet-stream"
            response.headers["Content-Encoding"] = "br"
        response.headers["Vary"] = "Accept-Encoding"
        return response
