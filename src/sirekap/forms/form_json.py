"""A form from its canonical JSON, as ``Form.canonical`` writes it.

In: the bytes. Out: the ``Form``. Invariant: ``form_of(form.canonical())`` is *form*, hash and all. The JSON
is our own program's: any other raises a ValueError, KeyError or TypeError.
"""

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin

from sirekap.forms.model import Form

Build = Callable[[Any], Any]


def form_of(canonical: bytes) -> Form:
    """Return the form that *canonical* says."""
    form: Form = _builder(Form)(json.loads(canonical))
    # The hash is that of these bytes: no need to write them once more to know it.
    vars(form)["hash"] = hashlib.sha256(canonical).hexdigest()
    return form


@cache
def _builder(kind: Any) -> Build:
    """Return what makes a value of *kind* from what JSON has for it."""
    if get_origin(kind) is UnionType:
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        build = _builder(inner)
        return lambda value: None if value is None else build(value)
    if get_origin(kind) is tuple:
        build = _builder(get_args(kind)[0])
        return lambda value: tuple(build(each) for each in value)
    if is_dataclass(kind) and isinstance(kind, type):
        parts = [(each.name, _builder(cast("Hashable", each.type))) for each in fields(kind)]
        return lambda value: kind(**{name: build(value[name]) for name, build in parts})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda value: value
