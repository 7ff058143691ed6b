import json

from tests.accounts.keys import DAY, ELECTION, ROOTS
from tests.golden.keys import FILE, written

from sirekap.accounts.key_chain import prove


def test_the_vectors_of_the_key_chain_are_those_that_other_programs_check_against():
    assert FILE.read_text("utf-8") == written(), (
        "changed bytes lock out every device: python -m tests.golden.keys"
    )


def test_the_chain_in_the_file_proves_its_device():
    kept = json.loads(FILE.read_text("utf-8"))
    assert prove(bytes.fromhex(kept["chain"]), ROOTS, ELECTION, DAY).key_id == kept["device"]["id"]
