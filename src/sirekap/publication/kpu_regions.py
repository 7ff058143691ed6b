"""KPU's region lists: what lies directly below each region, with names and ids.

In: a contest's places. Out: paths and bytes. Invariant: each item has exactly ``nama``, ``id``, ``kode`` and
``tingkat``; names are the election's own; a list is sorted by name. A region or station without KPU's id
gets one that no other has, the same each time. In contests of party lists the constituency stands in the
path where KPU puts it: below the province for DPR and DPRD Provinsi, below the regency for DPRD Kab/Kota.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sirekap.election.model import (
    CODE_LENGTH,
    NATION,
    Constituency,
    ContestKind,
    Election,
    Region,
    RegionCode,
    Station,
    Tier,
)
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.jsonb import encode
from sirekap.publication.kpu_keys import branch_of, kind_of
from sirekap.publication.places import chain, regions_path

Item = Mapping[str, str | int]

ABOVE: Mapping[ContestKind, int] = {
    ContestKind.DPR: CODE_LENGTH[Tier.PROVINCE],
    ContestKind.DPRD_PROVINCE: CODE_LENGTH[Tier.PROVINCE],
    ContestKind.DPRD_REGENCY: CODE_LENGTH[Tier.REGENCY],
}
"""Signs of the region that a constituency stands below in paths, by what is elected."""


def region_lists(contests: Sequence[ContestPlaces]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every list of regions, stations and constituencies of an election's contests.

    Contests of one kind, such as the governors of two provinces, share their lists.
    """
    if not contests:
        return
    ids = kpu_ids(contests[0].election)
    shared: dict[tuple[str, str], dict[RegionCode, dict[str, Region | Station]]] = {}
    for places in contests:
        if places.contest.kind in ABOVE:
            yield from _with_constituencies(places, ids)
            continue
        tree = shared.setdefault((branch_of(places), kind_of(places.contest.id)), {})
        for region in places.regions():
            tree.setdefault(region, {}).update({each.code: each for each in places.children(region)})
    for (branch, kind), tree in shared.items():
        for region, parts in tree.items():
            yield regions_path(kind, region, branch), encode(_items(parts.values(), ids))


def kpu_ids(election: Election) -> Mapping[str, int]:
    """Return the id of every region and station by code: KPU's, or one above all of KPU's."""
    everything: list[Region | Station] = [*election.regions.values(), *election.stations.values()]
    ids: dict[str, int] = {each.code: each.kpu_id for each in everything if each.kpu_id is not None}
    following = max(ids.values(), default=0) + 1
    missing = sorted(each.code for each in everything if each.kpu_id is None)
    return ids | {code: following + place for place, code in enumerate(missing)}


def _with_constituencies(places: ContestPlaces, ids: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Yield the lists of a contest of party lists, constituencies among them."""
    kind, above = kind_of(places.contest.id), ABOVE[places.contest.kind]
    if places.contest.kind is ContestKind.DPR:
        yield f"wilayah/pemilu/{kind}/dapil_dpr.json", encode(_dapil_of_dpr(places))
    for region in places.regions():
        if len(region) < above:
            yield regions_path(kind, region), encode(_items(places.children(region), ids))
            continue
        held = _constituencies(places, region)
        if len(region) == above and places.contest.kind is not ContestKind.DPR:
            yield regions_path(kind, region), encode(_dapil_items(held))
        for each in held:
            parts = [part for part in places.children(region) if each.code in places.lists[part.code]]
            yield _path(kind, region, above, each), encode(_items(parts, ids))


def _path(kind: str, region: RegionCode, above: int, constituency: Constituency) -> str:
    """Return where the parts of a region lie that vote in the constituency."""
    below = [each for each in chain(region).split("/") if len(each) > above]
    folder = "/".join((chain(RegionCode(region[:above])), constituency.code, *below))
    return f"wilayah/pemilu/{kind}/{folder}.json"


def _constituencies(places: ContestPlaces, region: RegionCode) -> list[Constituency]:
    held = places.lists.get(region, frozenset())
    return [each for each in places.contest.constituencies if each.code in held]


def _dapil_of_dpr(places: ContestPlaces) -> list[Item]:
    """Return all constituencies of the DPR as KPU lists them."""
    ids = _dapil_ids(places.contest.constituencies)
    return [
        {"nama": each.name, "id": ids[each.code], "kode": each.code}
        for each in _constituencies(places, NATION)
    ]


def _dapil_items(constituencies: Sequence[Constituency]) -> list[Item]:
    ids = _dapil_ids(constituencies)
    return [
        {"id_dapil": ids[each.code], "kode_dapil": each.code, "nama_dapil": each.name}
        for each in constituencies
    ]


def _dapil_ids(constituencies: Sequence[Constituency]) -> Mapping[str, int]:
    """Return KPU's id of each constituency; where there is none its code as a number, which is its own."""
    return {each.code: int(each.code) if each.kpu_id is None else each.kpu_id for each in constituencies}


def _items(parts: Iterable[Region | Station], ids: Mapping[str, int]) -> list[Item]:
    items = [_item(child, ids) for child in parts]
    items.sort(key=lambda item: (str(item["nama"]), str(item["kode"])))
    return items


def _item(child: Region | Station, ids: Mapping[str, int]) -> Item:
    tier = child.tier if isinstance(child, Region) else Tier.STATION
    return {"nama": child.name, "id": ids[child.code], "kode": child.code, "tingkat": int(tier)}
