"""Property tests draw the same examples on every machine, and are judged by what they find, not by the clock."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "gouji",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=False,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),  # not `explain`: it traces every line
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gouji")
