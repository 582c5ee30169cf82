"""The policy of the few pages that show a preview: they may frame our own desk, and nothing else."""

from typing import Final

from waymark.ui.policies import desk_policy, write_policy

FRAMING: Final = write_policy({**desk_policy(), "frame-src": ["'self'"]})
