import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.accounts.keys import BEGIN, ELECTION, ISSUER, NEXT_ROOT, ROOT, issuer

from sirekap.accounts.key_chain import Root
from sirekap.accounts.key_changes import Rotation
from sirekap.accounts.signatures import public_of
from sirekap.actions.key_folder import (
    KeyFileError,
    keep_issuer,
    keep_root,
    keep_statement,
    open_issuer,
    open_secret,
    read_roots,
    server_issuers,
)

WORDS = "kata sandi yang panjang"


def test_a_secret_is_written_sealed_for_its_owner_and_never_overwritten(tmp_path):
    secret = Ed25519PrivateKey.generate()
    public = keep_root(tmp_path, secret, WORDS)
    file = public.with_suffix(".key")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in file.read_bytes()
    assert public_of(open_secret(file, WORDS)) == public_of(secret)
    for again in (lambda: keep_root(tmp_path, secret, WORDS), lambda: open_secret(file, "kata sandi lain")):
        with pytest.raises(KeyFileError) as caught:
            again()
        assert set(caught.value.say) == {"id", "en"}
    with pytest.raises(KeyFileError):
        keep_root(tmp_path / "short", secret, "pendek")


def test_an_issuer_opens_with_its_own_secret_only_and_does_not_show_it(tmp_path):
    certificate = keep_issuer(tmp_path, issuer(), ISSUER, WORDS)
    opened = open_issuer(certificate, WORDS)
    assert (opened.issuer, [each.issuer for each in server_issuers(tmp_path, WORDS)]) == (
        issuer(),
        [issuer()],
    )
    assert ISSUER.private_bytes_raw().hex() not in repr(opened)
    assert server_issuers(tmp_path, None) == ()
    keep_root(tmp_path / "other", ROOT, WORDS)
    certificate.with_suffix(".key").write_bytes(next((tmp_path / "other").glob("*.key")).read_bytes())
    with pytest.raises(KeyFileError):
        open_issuer(certificate, WORDS)


def test_the_roots_of_a_folder_follow_its_rotations(tmp_path):
    assert read_roots(tmp_path / "none", ELECTION) == ()
    keep_root(tmp_path, ROOT, WORDS)
    keep_root(tmp_path, NEXT_ROOT, WORDS)
    assert {root.retired for root in read_roots(tmp_path, ELECTION)} == {None}
    told = Rotation(public_of(ROOT), public_of(NEXT_ROOT), BEGIN).signed(ROOT, NEXT_ROOT, ELECTION)
    keep_statement(tmp_path / "a.rotation", told.to_bytes())
    assert read_roots(tmp_path, ELECTION) == (Root(public_of(ROOT), BEGIN), Root(public_of(NEXT_ROOT)))
    (tmp_path / "b.rotation").write_bytes(b"no rotation")
    with pytest.raises(KeyFileError):
        read_roots(tmp_path, ELECTION)
