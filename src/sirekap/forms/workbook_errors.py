"""Which cells of a workbook hold an error such as #VALUE!, which the library that reads it leaves empty.

In: an XLSX file's bytes. Out: cells by sheet, or None where the file is no such workbook or claims to unpack
to more than ``MOST_UNPACKED``. Invariant: a cell that shows an error is never taken for one left empty.
"""

import html
import io
import re
import zipfile

MOST_UNPACKED = 64 * 1024 * 1024
"""Most bytes that all parts of a file may claim to have; a sub-district's workbook has a tenth."""
SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
RELATION = re.compile(rb"<Relationship [^>]*>")
ATTRIBUTE = re.compile(rb'(Id|Target)="([^"]*)"')
CELL = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>')
PLACE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')


def error_cells(data: bytes) -> dict[str, set[str]] | None:
    """Return the cells that hold errors, by the name of their sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if sum(each.file_size for each in file.infolist()) > MOST_UNPACKED:
                return None
            parts = _sheet_parts(file)
            return {name: _errors(file.read(part)) for name, part in parts.items()}
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return None


def _sheet_parts(file: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the file that each sheet is kept in."""
    targets: dict[bytes, bytes] = {}
    for relation in RELATION.findall(file.read("xl/_rels/workbook.xml.rels")):
        found = dict(ATTRIBUTE.findall(relation))
        targets[found.get(b"Id", b"")] = found.get(b"Target", b"")
    sheets = SHEET.findall(file.read("xl/workbook.xml"))
    return {html.unescape(name.decode()): _path(targets[relation].decode()) for name, relation in sheets}


def _path(target: str) -> str:
    """Return a part's path in the file; targets are relative to ``xl/`` unless they begin with a slash."""
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _errors(sheet: bytes) -> set[str]:
    places = (PLACE.search(cell) for cell in CELL.findall(sheet))
    return {place[1].decode() for place in places if place}
