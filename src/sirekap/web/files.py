"""Files for everyone: the public folder at ``/``, and the built console at ``/meja/``.

Invariant: a folder is answered by its ``index.html``, an unchanged file by 304, an absent one by 404; nothing
hidden, and nothing outside the folder, is given out.
"""

import mimetypes
from pathlib import PurePath

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sirekap.web.problem import plain_problem

_TYPES = {".json": "application/json", ".csv": "text/csv", ".js": "text/javascript", ".woff2": "font/woff2"}
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
