"""The description of every address, as it is checked in: docs/openapi.json.

In: nothing but the table of addresses. Out: OpenAPI 3.1 as JSON, the same bytes for the same table. To write
it anew: ``python -m sirekap.web.openapi > docs/openapi.json``.
"""

import json
import sys

from sirekap.web.app import describe


def text() -> str:
    """Return the description, its keys in their order."""
    return json.dumps(describe(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
