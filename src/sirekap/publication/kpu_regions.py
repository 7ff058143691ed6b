"""KPU's region lists: what lies directly below each region, with names and ids.

In: an election. Out: paths and bytes. Invariant: each item has exactly ``nama``, ``id``, ``kode`` and
``tingkat``; names are the election's own; a list is sorted by name. A region or station without KPU's id
gets one that no other has, the same each time.
"""

from collections.abc import Iterator, Mapping

from sirekap.election.index import children
from sirekap.election.model import NATION, ContestId, Election, Region, Station, Tier
from sirekap.publication.jsonb import encode
from sirekap.publication.places import regions_path


def region_lists(election: Election, contest: ContestId) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the list of the nation's provinces and of each region's parts."""
    ids = kpu_ids(election)
    for region in (NATION, *sorted(election.regions)):
        items = [_item(child, ids) for child in children(election, region)]
        items.sort(key=lambda item: (item["nama"], item["kode"]))
        yield regions_path(contest, region), encode(items)


def kpu_ids(election: Election) -> Mapping[str, int]:
    """Return the id of every region and station by code: KPU's, or one above all of KPU's."""
    everything: list[Region | Station] = [*election.regions.values(), *election.stations.values()]
    ids: dict[str, int] = {each.code: each.kpu_id for each in everything if each.kpu_id is not None}
    following = max(ids.values(), default=0) + 1
    missing = sorted(each.code for each in everything if each.kpu_id is None)
    return ids | {code: following + place for place, code in enumerate(missing)}


def _item(child: Region | Station, ids: Mapping[str, int]) -> dict[str, str | int]:
    tier = child.tier if isinstance(child, Region) else Tier.STATION
    return {"nama": child.name, "id": ids[child.code], "kode": child.code, "tingkat": int(tier)}
