"""The sentences for every fault of an election folder, in Indonesian and English.

In: nothing. Out: FaultCode and SAYINGS, one sentence each that says what is wrong and what to do. The words
in braces are filled with the values of the case. Invariant: every code has both languages.
"""

from collections.abc import Mapping
from enum import Enum


class FaultCode(Enum):
    """The states of affairs that keep a folder from being an election."""

    MISSING_FILE = "missing_file"
    UNKNOWN_FILE = "unknown_file"
    NOT_UTF8 = "not_utf8"
    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    NOT_COMMAS = "not_commas"
    BROKEN_QUOTES = "broken_quotes"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    DOUBLE_COLUMN = "double_column"
    CELLS = "cells"
    BROKEN_TOML = "broken_toml"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_VALUE = "unknown_value"
    OUT_OF_RANGE = "out_of_range"
    NO_ZONE = "no_zone"
    NO_CONTEST = "no_contest"
    NAME_EMPTY = "name_empty"
    NAME_SIGNS = "name_signs"
    CODE_DIGITS = "code_digits"
    CODE_LENGTH = "code_length"
    DUPLICATE = "duplicate"
    NO_PARENT = "no_parent"
    NO_VILLAGE = "no_village"
    OTHER_VILLAGE = "other_village"
    NOT_A_COUNT = "not_a_count"
    NEGATIVE = "negative"
    HALF_COUNT = "half_count"
    OVER_CAP = "over_cap"
    COLOUR = "colour"
    NO_REGION = "no_region"
    REGION_TAKEN = "region_taken"
    UNKNOWN_REFERENCE = "unknown_reference"
    WRONG_TABLE = "wrong_table"
    NOBODY_STANDS = "nobody_stands"


def _both(indonesian: str, english: str) -> Mapping[str, str]:
    return {"id": indonesian, "en": english}


SAYINGS: Mapping[FaultCode, Mapping[str, str]] = {
    FaultCode.MISSING_FILE: _both(
        "berkas ini tidak ada; tambahkan ke folder pemilihan.",
        "this file is missing; add it to the election folder.",
    ),
    FaultCode.UNKNOWN_FILE: _both(
        "berkas ini tidak dikenal; ganti namanya menjadi salah satu dari {known}, atau pindahkan.",
        "this file is not known; rename it to one of {known}, or move it away.",
    ),
    FaultCode.NOT_UTF8: _both(
        "ada byte {byte} yang bukan UTF-8; simpan ulang berkas ini dengan pengodean UTF-8.",
        "byte {byte} here is not UTF-8; save the file again in UTF-8 encoding.",
    ),
    FaultCode.EMPTY_FILE: _both(
        "berkas ini kosong; baris pertama harus berisi judul kolom: {columns}.",
        "this file is empty; its first line must hold the column names: {columns}.",
    ),
    FaultCode.NO_ROWS: _both(
        "tidak ada satu baris pun di bawah judul kolom; isi tabelnya.",
        "there is no row below the column names; fill the table.",
    ),
    FaultCode.NOT_COMMAS: _both(
        'kolom dipisah dengan "{sign}"; simpan ulang sebagai CSV yang dipisah koma.',
        'columns are separated by "{sign}"; save the file again as CSV separated by commas.',
    ),
    FaultCode.BROKEN_QUOTES: _both(
        "tanda kutip di baris ini tidak berpasangan atau selnya terlalu panjang; betulkan tanda kutipnya.",
        "quotation marks in this line do not pair, or a cell is far too long; mend the quotation marks.",
    ),
    FaultCode.MISSING_COLUMN: _both(
        "kolom ini tidak ada di baris judul; tambahkan.",
        "this column is missing from the first line; add it.",
    ),
    FaultCode.UNKNOWN_COLUMN: _both(
        "kolom ini tidak dikenal; yang dikenal: {columns}.",
        "this column is not known; those known are: {columns}.",
    ),
    FaultCode.DOUBLE_COLUMN: _both(
        "kolom ini tertulis dua kali di baris judul; hapus salah satu.",
        "this column stands twice in the first line; remove one.",
    ),
    FaultCode.CELLS: _both(
        "baris ini berisi {cells} sel, padahal judulnya {columns} kolom; "
        "samakan (sel yang memuat koma harus diapit tanda kutip).",
        "this line has {cells} cells but the table has {columns} columns; "
        "make them equal (a cell with a comma in it needs quotation marks).",
    ),
    FaultCode.BROKEN_TOML: _both(
        "tata tulis TOML salah di sekitar tanda ke-{position} baris ini; betulkan.",
        "the TOML syntax is wrong near character {position} of this line; mend it.",
    ),
    FaultCode.MISSING_KEY: _both("isian ini tidak ada; tambahkan.", "this entry is missing; add it."),
    FaultCode.UNKNOWN_KEY: _both(
        "isian ini tidak dikenal; yang dikenal: {known}.",
        "this entry is not known; those known are: {known}.",
    ),
    FaultCode.WRONG_TYPE: _both("isinya harus {wanted_id}.", "it must be {wanted_en}."),
    FaultCode.UNKNOWN_VALUE: _both(
        '"{value}" tidak dikenal; pilih salah satu: {known}.',
        '"{value}" is not known; choose one of: {known}.',
    ),
    FaultCode.OUT_OF_RANGE: _both(
        "{value} di luar batas; isi angka dari {least} sampai {most}.",
        "{value} is out of bounds; enter a number from {least} to {most}.",
    ),
    FaultCode.NO_ZONE: _both(
        "waktu ini tanpa zona; tulis seperti 2027-02-14T13:00:00+07:00.",
        "this time has no zone; write it like 2027-02-14T13:00:00+07:00.",
    ),
    FaultCode.NO_CONTEST: _both(
        "belum ada pemilihan; tambahkan sedikitnya satu bagian [[contests]].",
        "there is no contest; add at least one [[contests]] section.",
    ),
    FaultCode.NAME_EMPTY: _both("nama kosong; isi namanya.", "the name is empty; fill it in."),
    FaultCode.NAME_SIGNS: _both(
        "ada tanda yang tak terlihat atau ganti baris di dalam nama; ketik ulang namanya.",
        "there is an invisible sign or a line break in the name; type the name again.",
    ),
    FaultCode.CODE_DIGITS: _both(
        'kode "{code}" harus angka saja, tanpa spasi dan titik (di luar negeri seperti 99AA…).',
        'code "{code}" must be digits only, without spaces and dots (abroad like 99AA…).',
    ),
    FaultCode.CODE_LENGTH: _both(
        'kode "{code}" terdiri dari {length} angka; seharusnya {wanted} angka.',
        'code "{code}" has {length} digits; it should have {wanted}.',
    ),
    FaultCode.DUPLICATE: _both(
        '"{value}" sudah dipakai di baris {first}; setiap baris harus berbeda, betulkan salah satu.',
        '"{value}" already stands in line {first}; every line must differ, mend one of them.',
    ),
    FaultCode.NO_PARENT: _both(
        'wilayah induk "{parent}" dari "{code}" tidak ada di tabel ini; tambahkan atau betulkan kodenya.',
        'parent region "{parent}" of "{code}" is not in this table; add the parent or mend the code.',
    ),
    FaultCode.NO_VILLAGE: _both(
        'desa/kelurahan "{village}" tidak ada di regions.csv; tambahkan di sana atau betulkan kodenya.',
        'village "{village}" is not in regions.csv; add it there or mend the code.',
    ),
    FaultCode.OTHER_VILLAGE: _both(
        'TPS "{code}" tidak berada di desa/kelurahan "{village}" (sepuluh angka pertama kodenya lain); '
        "betulkan kode TPS atau desanya.",
        'station "{code}" is not in village "{village}" (the first ten digits of its code differ); '
        "mend the station's code or its village.",
    ),
    FaultCode.NOT_A_COUNT: _both(
        '"{value}" bukan bilangan bulat; isi dengan angka saja (paling banyak 9 angka).',
        '"{value}" is not a whole number; enter digits only (9 at most).',
    ),
    FaultCode.NEGATIVE: _both(
        '"{value}" kurang dari nol; isi dengan nol atau lebih.',
        '"{value}" is less than zero; enter zero or more.',
    ),
    FaultCode.HALF_COUNT: _both(
        "pemilih laki-laki dan perempuan harus diisi keduanya, atau dikosongkan keduanya.",
        "male and female voters must both be filled in, or both be left empty.",
    ),
    FaultCode.OVER_CAP: _both(
        "{total} pemilih terdaftar, melebihi batas {cap} per TPS (voter_cap); betulkan jumlahnya.",
        "{total} registered voters are more than the {cap} allowed per station (voter_cap); mend the count.",
    ),
    FaultCode.COLOUR: _both(
        '"{value}" bukan warna; tulis seperti #4C7A8A.',
        '"{value}" is not a colour; write it like #4C7A8A.',
    ),
    FaultCode.NO_REGION: _both(
        'wilayah "{region}" tidak ada di regions.csv; tambahkan di sana atau betulkan kodenya.',
        'region "{region}" is not in regions.csv; add it there or mend the code.',
    ),
    FaultCode.REGION_TAKEN: _both(
        'wilayah "{region}" sudah masuk dapil "{other}"; satu wilayah hanya untuk satu dapil.',
        'region "{region}" already belongs to constituency "{other}"; a region belongs to one only.',
    ),
    FaultCode.UNKNOWN_REFERENCE: _both(
        '"{value}" tidak ada di {where}; tambahkan di sana atau betulkan di sini.',
        '"{value}" is not in {where}; add it there or mend it here.',
    ),
    FaultCode.WRONG_TABLE: _both(
        'pemilihan "{contest}" ({kind}) tidak memakai tabel ini; hapus baris ini atau betulkan pemilihannya.',
        'contest "{contest}" ({kind}) does not use this table; remove this line or mend the contest.',
    ),
    FaultCode.NOBODY_STANDS: _both(
        'pemilihan "{contest}" belum punya isi di {where}; tambahkan di sana.',
        'contest "{contest}" has no line in {where}; add it there.',
    ),
}
