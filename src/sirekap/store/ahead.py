"""What many callers will ask about their places, read once for all of them.

In: the places of one transaction's callers. Out: what is held of one place, without another question to the
database. Invariant: a place that is none of theirs is read by itself; what a caller adds is told to the next;
after anything was taken back, everything is read again. Right only while nobody else writes about the places
(``engines.wait_for_turns``).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Ahead:
    """What was read of each place, by kind."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = frozenset(places)
        self._held: dict[str, dict[str, list[Any]]] = {}

    def of(
        self, kind: str, place: str, read: Callable[[Sequence[str]], Iterable[tuple[str, T]]]
    ) -> Sequence[T]:
        """Return what is held of *place*; *read* yields it for several places, each piece with its place."""
        if place not in self._places:
            return [each for _, each in read([place])]
        if kind not in self._held:
            held: dict[str, list[Any]] = {each: [] for each in self._places}
            for where, piece in read(sorted(self._places)):
                held[where].append(piece)
            self._held[kind] = held
        return self._held[kind][place]

    def covers(self, place: str) -> bool:
        """Tell whether *place* is read together with others."""
        return place in self._places

    def add(self, kind: str, place: str, piece: Any) -> None:
        """Note what a caller added."""
        if kind in self._held and place in self._places:
            self._held[kind][place].append(piece)

    def forget(self) -> None:
        """Read everything again when it is asked for."""
        self._held.clear()
