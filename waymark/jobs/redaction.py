"""What is kept of a fault: names of its class and of our own functions. Never a message or a value."""

import traceback

OURS = "waymark."
LONGEST = 12


def class_path(fault: BaseException) -> str:
    """Where the class of the fault is defined."""
    kind = type(fault)
    return f"{kind.__module__}.{kind.__qualname__}"


def redacted(fault: BaseException) -> str:
    """`TypeError in waymark.a.f < waymark.b.g`, innermost first."""
    frames = [frame for frame, _ in traceback.walk_tb(fault.__traceback__)]
    names = [str(frame.f_globals.get("__name__", "")) + "." + frame.f_code.co_name for frame in frames]
    own = [name for name in reversed(names) if name.startswith(OURS)]
    return f"{type(fault).__name__} in {' < '.join(own[:LONGEST]) or 'a library'}"
