import pytest
from tests.actions.stage import NEIGHBOUR, STATION

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.import_accounts import ImportAccounts, Imported, import_accounts
from sirekap.election.faults import ElectionFaultsError

HEADER = "place,role,number,name,nik\n"
NIK = "3527010101900001"
ROWS = [f"{STATION},officer,1,Satu,{NIK}\n", f"{STATION},officer,2,Dua,\n", f"{NEIGHBOUR},officer,1,Tiga,\n"]


def imported(stage, *rows, by=OPERATOR):
    data = (HEADER + "".join(rows)).encode()
    return import_accounts(stage.ports, ImportAccounts("akun.csv", data, by, stage.now()))


def held(stage, reach=""):
    with stage.store.look() as books:
        return {each.account.id: each for each in books.people.within(Reach(reach))}


def test_a_sheet_opens_its_accounts_and_again_changes_nothing(stage):
    assert imported(stage, *ROWS) == Imported(3, 0, 0)
    before = held(stage)
    assert imported(stage, *ROWS) == Imported(0, 0, 3)
    assert held(stage) == before
    assert set(held(stage, STATION)) == {f"{STATION}-officer-1", f"{STATION}-officer-2"}


def test_a_corrected_name_changes_its_account_only(stage):
    imported(stage, *ROWS)
    assert imported(stage, f"{STATION},officer,2,Dua Betul,\n", ROWS[0]) == Imported(0, 1, 1)
    assert held(stage)[f"{STATION}-officer-2"].name == "Dua Betul"
    assert len(held(stage)) == 3


def test_one_wrong_row_opens_nothing(stage):
    with pytest.raises(ElectionFaultsError, match=r"akun\.csv:4"):
        imported(stage, *ROWS[:2], f"{NEIGHBOUR},officer,7,Tiga,\n")
    assert held(stage) == {}
    assert stage.store.audit_lines("") == ()


def test_a_nik_is_kept_as_a_keyed_hash_only(stage):
    imported(stage, *ROWS)
    person = held(stage)[f"{STATION}-officer-1"]
    assert len(person.nik_hash) == 64
    kept = b"".join(path.read_bytes() for path in stage.folder.glob("sirekap.db*"))
    assert NIK.encode() not in kept


def test_accounts_are_opened_within_ones_own_reach_only(stage):
    regent = Account(AccountId("admin-kab"), Role.ADMIN, Reach(STATION[:4]))
    assert imported(stage, *ROWS, by=regent).opened == 3
    with pytest.raises(NotAllowedError):
        imported(stage, "0,auditor,1,Luas,\n", *ROWS, by=regent)
    with pytest.raises(NotAllowedError):
        imported(stage, *ROWS, by=Account(AccountId("ppk"), Role.PPK, Reach(STATION[:6])))
    assert "-auditor-1" not in held(stage)


def test_the_audit_line_names_the_file_by_its_hash(stage):
    imported(stage, *ROWS)
    line = stage.store.audit_lines("")[-1]
    assert (line.event, line.who, len(line.subject["file"])) == ("admit", "operator", 64)
