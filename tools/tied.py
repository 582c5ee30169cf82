"""Commands that end when whoever started them ends, however that comes about: killed outright, too.

`do` and the tests' worlds start their servers through this. Standard library only, since it runs before there
is an environment; its text is handed to the new process, which may be another user and not see this folder.
"""

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def tied(*command: str | Path, number: signal.Signals = signal.SIGTERM, user: str = "") -> list[str]:
    """This command, to be started by the calling thread: when that ends, the command gets `number`.

    Other than on Linux it merely runs. With `user`, it runs as that user.
    """
    own = Path(__file__).read_text("utf-8")
    return [sys.executable, "-IS", "-c", own, str(os.getpid()), str(int(number)), user, *map(str, command)]


def become(parent: int, number: int, user: str, command: list[str]) -> None:
    if user:  # first: to change the user takes back what was asked of the kernel
        who = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(who.pw_gid)
        os.setuid(who.pw_uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(128 + number)  # it ended before the kernel was asked
    try:
        os.execvp(command[0], command)  # noqa: S606 - the words are ours, and no shell is wanted
    except OSError as fault:
        sys.stderr.write(f"{command[0]}: {fault.strerror}\n")
        sys.exit(127)


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
