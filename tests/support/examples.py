"""How many examples property tests draw: the same few on every machine, or many others for a long run.

``GOUJI_TEST_EXAMPLES=20`` in the environment draws twenty times as many, by chance, and looks after every single step.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = max(1, int(os.environ.get("GOUJI_TEST_EXAMPLES", "1")))
THOROUGH = TIMES > 1
_USUAL = 100


def examples(number: int) -> settings:
    """The settings of a test whose examples take longer than others."""
    return settings(max_examples=number * TIMES)


def load_profile() -> None:
    """Judge property tests by what they find, not by the clock."""
    settings.register_profile(
        "gouji",
        max_examples=_USUAL * TIMES,
        derandomize=not THOROUGH,
        database=None,
        deadline=None,
        print_blob=THOROUGH,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),  # not `explain`: it traces every line
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("gouji")
