"""Law: whatever bytes lie in the folder, it loads or tells its faults in single lines; it never crashes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.election.folders import every_kind

from sirekap.election.faults import ElectionFaultsError
from sirekap.election.load import FILES, load_election

PIECES = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"[[contests]]\n",
    b"=",
    b"-",
    b"9",
    b"\xef\xbb\xbf",
    b" ",
    b"99AA",
]


def faults_in(files):
    try:
        load_election(files)
    except ElectionFaultsError as wrong:
        return wrong.faults
    return ()


def tells_or_loads(files):
    for fault in faults_in(files):
        assert fault.file in FILES
        assert all("\n" not in fault.text(language) for language in ("id", "en"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(every_kind())), st.data())
def test_a_damaged_file_is_told_or_read(name, data):
    files = every_kind()
    content = files[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        upto = data.draw(st.integers(at, min(len(content), at + 12)))
        content = content[:at] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=6)) + content[upto:]
    tells_or_loads(files | {name: content})


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(FILES), st.binary(max_size=60)))
def test_a_folder_of_anything_is_told(files):
    tells_or_loads(files)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 400), st.sampled_from(sorted(every_kind())))
def test_a_file_that_was_cut_off_is_told_or_read(length, name):
    files = every_kind()
    tells_or_loads(files | {name: files[name][:length]})
