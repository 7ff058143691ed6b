"""Whoever misuses a word on the command line is told so in one line, in the language of the terminal."""

import sys

import pytest

from sirekap import cli

MISUSES = {
    "raed photo.jpg": "sirekap: Tidak ada perintah 'raed'. Maksud Anda 'read'?",
    "wxyz": "sirekap: Tidak ada perintah 'wxyz'.",
    "forms drwa": "sirekap forms: Tidak ada perintah 'drwa'. Maksud Anda 'draw'?",
    "forms draw": "sirekap forms draw: FORM belum disebut.",
    "serve --prt 3": "sirekap serve: Tidak ada pilihan --prt. Yang mirip: --port.",
    "serve --wxyz": "sirekap serve: Tidak ada pilihan --wxyz.",
    "serve more": "sirekap serve: Kata berikut tidak diperlukan: more.",
    "serve --port": "sirekap serve: Pilihan --port memerlukan nilai sesudahnya.",
    "serve --port 99999": "sirekap serve: Nilai untuk --port tidak dapat dipakai: paling banyak 65535.",
    "serve --port -1": "sirekap serve: Nilai untuk --port tidak dapat dipakai: paling sedikit 0.",
    "bench reading --folds 2": "sirekap bench: Nilai untuk --folds tidak dapat dipakai: paling sedikit 3.",
    "demo --speed fast": "sirekap demo: Nilai untuk --speed tidak dapat dipakai: harus bilangan.",
    "serve --port x": "sirekap serve: Nilai untuk --port tidak dapat dipakai: harus bilangan bulat.",
    "read": "sirekap read: PHOTO belum disebut.",
    "read --jbs 2 photo.jpg": "sirekap read: Tidak dikenal: --jbs.",
    "read photo.jpg --trace": "sirekap read: Pilihan --trace memerlukan nilai sesudahnya.",
    "read -j 0 photo.jpg": "sirekap read: Nilai untuk -j/--jobs tidak dapat dipakai: "
    "'0' bukan bilangan mulai dari 1.",
}


def told(words, language, monkeypatch, capsys):
    """What the command line says on standard error, and its exit code."""
    monkeypatch.setattr(sys, "argv", ["sirekap", *words.split()])
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(SystemExit) as ended:
        cli.run(lambda: pytest.fail("nothing is wired for words that are misused"))
    return capsys.readouterr().err, ended.value.code


@pytest.mark.parametrize("words", MISUSES)
def test_a_misused_word_is_told_in_one_indonesian_line_with_the_way_to_the_help(words, monkeypatch, capsys):
    said, code = told(words, "id_ID.UTF-8", monkeypatch, capsys)
    assert code == 2
    assert said.count("\n") == 1
    assert said.startswith(MISUSES[words])
    assert said.endswith(" --help)\n")


@pytest.mark.parametrize("words", MISUSES)
def test_the_same_is_told_in_english_where_the_terminal_speaks_no_indonesian(words, monkeypatch, capsys):
    said, code = told(words, "C.UTF-8", monkeypatch, capsys)
    assert code == 2
    assert said.count("\n") == 1
    assert said != told(words, "id_ID.UTF-8", monkeypatch, capsys)[0]


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_tells_an_option_that_it_does_not_have(verb, monkeypatch, capsys):
    photo = " photo.jpg" if verb == "read" else ""  # without one, that is what is told first
    said, code = told(f"{verb}{photo} --wxyz", "id_ID.UTF-8", monkeypatch, capsys)
    assert code == 2
    assert said.count("\n") == 1
    assert "--wxyz" in said
