"""Opens KPU's published documents and says what is wrong with one that cannot be used.

In: a document's path and bytes, gzip-packed or not. Out: checked rows and objects. Invariant: a document that
is not what its shape promises is refused with its name and place; names keep KPU's text, dirt and all.
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sirekap.election.tables import BOM

MOST_BYTES = 1 << 30
"""A packed document may not grow beyond this."""


class KpuDocumentError(ValueError):
    """A document is not as KPU publishes it; ``say`` tells the person what to do, by language."""

    def __init__(self, document: str, indonesian: str, english: str) -> None:
        self.say = {"id": f"{document}: {indonesian}", "en": f"{document}: {english}"}
        super().__init__(self.say["id"])


def unpack(document: str, data: bytes) -> tuple[str, bytes]:
    """Return name and bytes of a document without its ``.gz``; KpuDocumentError where it is broken."""
    if not document.endswith(".gz"):
        return document, data
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            content = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise KpuDocumentError(
            document, "berkas gzip ini rusak; unduh ulang.", "this gzip file is broken; download it again."
        ) from None
    if len(content) > MOST_BYTES:
        raise KpuDocumentError(document, "isinya lebih dari 1 GiB.", "its content is more than 1 GiB.")
    return document.removesuffix(".gz"), content


def csv_rows(document: str, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a table, its header first, all of the header's width."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    width = 0
    try:
        for row in reader:
            width = width or len(row)
            if row and len(row) != width:
                raise csv.Error
            if row:
                yield row
    except (csv.Error, UnicodeDecodeError):
        raise KpuDocumentError(
            document,
            f"baris {reader.line_num} bukan CSV UTF-8 dengan {width} kolom; betulkan atau unduh ulang.",
            f"line {reader.line_num} is not UTF-8 CSV with {width} columns; mend it or download it again.",
        ) from None


def parse(document: str, data: bytes) -> Any:
    """Return the JSON value of *data*."""
    try:
        return json.loads(data.removeprefix(BOM))
    except (ValueError, RecursionError):
        raise KpuDocumentError(
            document,
            "isinya bukan JSON yang sah; unduh ulang.",
            "its content is not valid JSON; download it again.",
        ) from None


def member(document: str, item: Mapping[str, Any], key: str, kind: type) -> Any:
    """Return ``item[key]``, which must be of *kind*."""
    value = item.get(key)
    if type(value) is not kind:
        raise KpuDocumentError(
            document,
            f'isian "{key}" tidak ada atau bukan {kind.__name__}; unduh ulang dokumennya.',
            f'member "{key}" is missing or not {kind.__name__}; download the document again.',
        )
    return value


def objects(document: str, values: object) -> Sequence[Mapping[str, Any]]:
    """Return *values* as a list of objects."""
    if isinstance(values, list) and all(isinstance(value, dict) for value in values):
        return values
    raise _not_objects(document)


def by_key(document: str, values: object) -> Mapping[str, Mapping[str, Any]]:
    """Return *values* as an object of objects; those that are null are left out."""
    if isinstance(values, dict) and all(
        value is None or isinstance(value, dict) for value in values.values()
    ):
        return {key: value for key, value in values.items() if value is not None}
    raise _not_objects(document)


def whole(document: str, text: str) -> int:
    """Return a key that is a number, such as KPU's ids are."""
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise KpuDocumentError(document, f'"{text[:40]}" bukan id KPU.', f'"{text[:40]}" is not an id of KPU.')


def _not_objects(document: str) -> KpuDocumentError:
    return KpuDocumentError(
        document,
        "isinya bukan daftar objek seperti yang diterbitkan KPU; unduh ulang.",
        "its content is not a list of objects as KPU publishes it; download it again.",
    )
