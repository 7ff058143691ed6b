from dataclasses import replace
from datetime import timedelta

import pytest
from tests.actions.stage import ADMIN, CONTEST, FORM, MAIN, NEIGHBOUR, PAPER, PNG, STATION, page_photo

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.machines import READER
from sirekap.actions.failed_photos import PutBack, put_back, see_failed
from sirekap.actions.ports import Outcome
from sirekap.actions.problems import EmptyPhotoError, NotAPhotoError, PhotoTooLargeError, UnknownStationError
from sirekap.actions.read_next import MOST_TRIES, ReadNext, read_next
from sirekap.actions.receive_photo import MOST_BYTES, media_type_of
from sirekap.actions.try_again import StorageAwayError
from sirekap.record.missteps import StepNotOfferedError
from sirekap.record.model import PageRead, Photographed, RecordKey, Section, SettledByPlenary
from sirekap.store.database import SqlWork
from sirekap.store.photo_folder import FilePhotos

KEY = RecordKey(STATION, CONTEST)


def audit(stage, place=STATION):
    return [(line.event, line.who, line.outcome) for line in stage.store.audit_lines(place)]


def test_a_photo_is_held_queued_and_acknowledged(stage):
    receipt = stage.photograph(page_photo(2))
    assert stage.ports.photos.fetch(receipt.photo) == page_photo(2)
    assert not receipt.read
    assert [type(each) for each in stage.evidence()] == [Photographed]
    assert audit(stage) == [("photograph", "kpps-1", Outcome.DONE)]
    with stage.store.look() as books:
        assert books.queue.waiting() == 1


def test_the_same_photo_twice_gives_the_same_receipt_and_changes_nothing(stage):
    first = stage.photograph(page_photo(2))
    evidence, lines = stage.evidence(), audit(stage)
    assert stage.photograph(page_photo(2)) == first
    assert (stage.evidence(), audit(stage)) == (evidence, lines)
    stage.read_all()
    again = stage.photograph(page_photo(2))
    assert (again.photo, again.received_at, again.read) == (first.photo, first.received_at, True)
    with stage.store.look() as books:
        assert books.queue.waiting() == 0


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyPhotoError),
        (b"just text", NotAPhotoError),
        (b"GIF89a", NotAPhotoError),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAPhotoError),
        (PNG + bytes(MOST_BYTES), PhotoTooLargeError),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(stage, data, error):
    with pytest.raises(error) as refused:
        stage.photograph(data)
    assert set(refused.value.say) == {"id", "en"}
    assert stage.evidence() == ()
    assert not list((stage.folder / "photos").rglob("*"))


def test_pictures_are_known_by_content_not_by_name():
    assert media_type_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_type_of(PNG) == "image/png"
    assert media_type_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"


def test_a_station_the_election_does_not_have_is_refused(stage):
    with pytest.raises(UnknownStationError):
        stage.photograph(page_photo(2), station="0000000000000")


def test_a_crash_between_file_and_database_acknowledges_nothing_and_loses_nothing(stage, monkeypatch):
    def crash(work, line):
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(SqlWork, "note", crash)
        with pytest.raises(OSError, match="power"):
            stage.photograph(page_photo(2))
    assert stage.evidence() == ()
    receipt = stage.photograph(page_photo(2))
    assert stage.ports.photos.fetch(receipt.photo) == page_photo(2)
    assert len(stage.evidence()) == 1


def test_a_crash_while_the_file_is_written_leaves_the_database_untouched(stage, monkeypatch):
    def crash(data):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(stage.ports.photos, "keep", crash)
        with pytest.raises(OSError, match="full"):
            stage.photograph(page_photo(2))
    assert stage.evidence() == ()
    assert audit(stage) == []


def test_all_that_was_acknowledged_survives_closing_and_opening(stage, tmp_path):
    receipts = [stage.photograph(page_photo(number)) for number in (1, 2, 3)]
    stage.store.close()
    again = type(stage)(tmp_path)
    assert [again.ports.photos.fetch(each.photo) for each in receipts] == [page_photo(n) for n in (1, 2, 3)]
    assert again.read_all() == 3
    assert len(again.evidence()) == 6
    again.store.close()


def test_a_settled_station_takes_no_more_photos(stage):
    names = {section: [] for section in Section}
    for field in FORM.fields():
        names[Section.VOTES if field.name.startswith("votes.") else Section.ADMINISTRATION].append(field.name)
    with stage.store.work() as work:
        for section, fields in names.items():
            settled = {name: PAPER[name] for name in fields}
            work.evidence.add(KEY, SettledByPlenary(section, settled, "D-1", "ppk", stage.now(), "pleno"))
        work.note(stage.audit_line())
    with pytest.raises(StepNotOfferedError):
        stage.photograph(page_photo(2))


def test_reading_adds_what_was_seen_and_keeps_where_the_fields_lie(stage):
    receipt = stage.photograph(page_photo(2, doubtful=("votes.3",)))
    done = read_next(stage.ports, ReadNext(READER, stage.now()))
    assert (done.photo, done.page, done.refused) == (receipt.photo, 2, None)
    read = stage.evidence()[-1]
    assert isinstance(read, PageRead)
    assert {name: (seen.value, seen.accepted) for name, seen in read.fields.items()} == {
        "votes.1": (61, True),
        "votes.2": (72, True),
        "votes.3": (37, False),
    }
    with stage.store.look() as books:
        kept = books.photos.reading(KEY, receipt.photo)
    assert kept.fields["votes.1"].area[2] == (0.4, 0.2)
    assert read_next(stage.ports, ReadNext(READER, stage.now())) is None


def test_an_empty_queue_leaves_no_trace(stage):
    assert read_next(stage.ports, ReadNext(READER, stage.now())) is None
    assert audit(stage, "") == []


def test_a_refused_photo_tells_what_to_do(stage):
    stage.photograph(PNG + b"no page at all")
    stage.read_all()
    (photo,) = stage.see().photos
    assert photo.refused.code == "not_a_form"
    assert photo.refused.say == {"id": "Bukan formulir.", "en": "Not a form."}


@pytest.mark.parametrize("stranger", [{"station": NEIGHBOUR}, {"election": "f" * 16}])
def test_a_page_of_another_station_or_election_gives_no_number_here(stage, stranger):
    stage.photograph(page_photo(2, **stranger))
    stage.read_all()
    (photo,) = stage.see().photos
    assert (photo.page, photo.refused.code) == (None, "wrong_station")
    assert all(field.reading is None for field in stage.see().fields)


def test_a_page_that_names_this_station_and_election_is_read(stage):
    stage.photograph(page_photo(2, station=STATION, election=stage.ports.election.id[:16]))
    stage.read_all()
    assert stage.see().photos[0].refused is None


def test_a_reader_that_breaks_is_asked_again_then_people_take_over(stage, caplog):
    stage.photograph(page_photo(2))
    stage.reader.fails = True
    assert stage.read_all() == MOST_TRIES
    assert "the reader broke" in caplog.text
    (photo,) = stage.see().photos
    assert photo.refused.code == "reader_failed"
    assert set(photo.refused.say) == {"id", "en"}


def test_a_photo_that_failed_for_good_is_shown_and_read_once_it_is_put_back(stage):
    stage.photograph(page_photo(2))
    stage.reader.fails = True
    stage.read_all()
    (failed,) = see_failed(stage.ports, ADMIN, stage.now())
    assert failed.photo.key.station == STATION
    with stage.store.look() as books:
        assert (books.queue.waiting(), books.queue.failed("36")) == (0, ())
    with pytest.raises(NotAllowedError):
        see_failed(stage.ports, MAIN, stage.now())
    stage.reader.fails = False
    assert stage.read_all() == 0
    assert put_back(stage.ports, PutBack(READER.reach, READER, stage.now())) == 1
    assert stage.read_all() == 1
    (photo,) = stage.see().photos
    assert (photo.page, photo.refused) == (2, None)
    assert see_failed(stage.ports, ADMIN, stage.now()) == ()


def test_a_photo_that_kills_its_readers_process_each_time_is_given_up_as_well(stage):
    stage.photograph(page_photo(2))
    for _ in range(MOST_TRIES):
        with stage.store.work() as work:
            assert work.queue.lease(timedelta(seconds=-1)) is not None
            work.note(stage.audit_line())
    assert stage.read_all() == 1
    assert stage.see().photos[0].refused.code == "reader_failed"
    assert len(see_failed(stage.ports, ADMIN, stage.now())) == 1


def test_a_photo_store_that_is_away_costs_no_photo_its_tries(stage):
    class Away(FilePhotos):
        def fetch(self, sha256):
            raise StorageAwayError

    stage.photograph(page_photo(2))
    there = stage.ports
    stage.ports = replace(there, photos=Away(stage.folder / "photos"))
    for _ in range(2 * MOST_TRIES):
        with pytest.raises(StorageAwayError):
            read_next(stage.ports, ReadNext(READER, stage.now()))
    stage.ports = there
    assert stage.read_all() == 1
    assert stage.see().photos[0].page == 2


def test_a_photo_is_read_after_the_reader_recovers(stage):
    stage.photograph(page_photo(2))
    stage.reader.fails = True
    read_next(stage.ports, ReadNext(READER, stage.now()))
    stage.reader.fails = False
    assert stage.read_all() == 1
    assert stage.see().photos[0].page == 2
