"""``sirekap election keys`` in a terminal: each secret under words of its own."""

import pytest
from tests.election.folders import REHEARSAL
from typer.testing import CliRunner

from sirekap.accounts.signatures import key_id, public_of
from sirekap.actions.key_folder import KeyFileError, open_issuer, open_secret
from sirekap.cli.election_keys import app

ROOTS, ISSUERS = "akar di lemari besi", "penerbit di server"


@pytest.fixture
def keys(monkeypatch):
    monkeypatch.delenv("SIREKAP_PASSPHRASE", raising=False)
    monkeypatch.delenv("SIREKAP_ISSUER_PASSPHRASE", raising=False)
    return lambda typed, *words: CliRunner().invoke(app, list(map(str, words)), input="\n".join(typed) + "\n")


def made(done):
    """Return the file that a command names in its last line."""
    assert done.exit_code == 0, done.stderr
    return done.stdout.split()[-1]


@pytest.fixture
def root(keys, tmp_path):
    public = made(keys([ROOTS, ROOTS], "root", "-o", tmp_path))
    return public.replace(".pub", ".key")


def issuer(keys, root, out, *typed):
    span = ("--since", "2029-01-01", "--until", "2029-03-01")
    return keys(typed, "issuer", "3527", "--election", REHEARSAL, "--root", root, *span, "-o", out)


def test_an_issuer_is_sealed_under_its_own_words_and_not_under_the_roots(keys, root, tmp_path):
    certificate = tmp_path / made(issuer(keys, root, tmp_path, ROOTS, ISSUERS, ISSUERS))
    assert open_issuer(certificate, ISSUERS).issuer.reach == "3527"
    with pytest.raises(KeyFileError):
        open_issuer(certificate, ROOTS)


def test_an_issuer_under_the_roots_words_is_refused_and_nothing_is_written(keys, root, tmp_path):
    done = issuer(keys, root, tmp_path / "none", ROOTS, ROOTS, ROOTS)
    assert isinstance(done.exception, KeyFileError)
    assert set(done.exception.say) == {"id", "en"}
    assert not (tmp_path / "none").exists()


def test_the_words_of_both_are_taken_from_the_environment(keys, root, tmp_path, monkeypatch):
    monkeypatch.setenv("SIREKAP_PASSPHRASE", ROOTS)
    monkeypatch.setenv("SIREKAP_ISSUER_PASSPHRASE", ISSUERS)
    assert open_issuer(tmp_path / made(issuer(keys, root, tmp_path)), ISSUERS)


@pytest.mark.parametrize("by", ["root", "issuer"])
def test_a_revocation_asks_for_the_words_of_whoever_signs_it(keys, root, tmp_path, by):
    certificate = made(issuer(keys, root, tmp_path, ROOTS, ISSUERS, ISSUERS))
    signer, words = (root, ROOTS) if by == "root" else (certificate.replace(".cert", ".key"), ISSUERS)
    whose = key_id(public_of(open_secret(tmp_path / signer, words)))
    about = ("--place", "3527", "--reason", "exposed", "--election", REHEARSAL, "--signer", signer)
    done = keys([words], "revoke", whose, *about, "-o", tmp_path)
    assert made(done).endswith(f"{whose}.revocation")
