"""How hard the laws are tried: the same examples on every machine, and no race against its clock.

``SIREKAP_LAW_EXAMPLES`` asks for more, then drawn anew each time.
"""

import os

from hypothesis import HealthCheck, settings

_MORE = os.environ.get("SIREKAP_LAW_EXAMPLES")


def tried(examples):
    """Return the settings for a law that *examples* cases may be spent on."""
    return settings(
        max_examples=int(_MORE or examples),
        derandomize=_MORE is None,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
