"""A folder whose name was mistyped is told in one line; nothing is made of it."""

import sys

import pytest

from sirekap import cli
from sirekap.__main__ import wire

VERBS = {
    "backup {there}/copy --data {there}/mistyped": "Tidak ada basis data Sirekap",
    "restore {there}/mistyped --data {there}/data": "Tidak ada cadangan yang selesai",
    "migrate --data {there}/mistyped": "Tidak ada folder",
    "serve --data {there}/mistyped": "Belum disebut: election. Tulis --election DIR",
    "work --data {there}/mistyped": "Belum disebut: election, data. Tulis --election DIR --data DIR",
}


@pytest.mark.parametrize("words", VERBS)
def test_a_mistyped_folder_is_told_and_nothing_is_made_of_it(words, tmp_path, monkeypatch, capsys):
    for name in ("SIREKAP_DATABASE", "SIREKAP_PHOTOS", "SIREKAP_ELECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", ["sirekap", *words.format(there=tmp_path).split()])
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    with pytest.raises(SystemExit) as ended:
        cli.run(wire)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.count("\n") == 1
    assert said.startswith(f"sirekap: {VERBS[words]}")
    assert list(tmp_path.iterdir()) == []
