"""Folders that only this account may change, or even look into: what stands in them decides what pages say.

In: a folder. Out: why it is not to be trusted. Next: whoever keeps something there says so.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

UNCHANGED_BY_OTHERS = 0o022
UNSEEN_BY_OTHERS = 0o077


def distrust(folder: Path, forbidden: int) -> str:
    """Return why `folder` is not ours alone, or nothing; none of its mode's `forbidden` bits may be set.

    Raises OSError if it cannot be looked at.
    """
    state = folder.lstat()
    if stat.S_ISLNK(state.st_mode):
        return "it is a link"
    if not stat.S_ISDIR(state.st_mode):
        return "it is not a folder"
    if state.st_uid != os.getuid():
        return "it belongs to somebody else"
    if state.st_mode & forbidden:
        return "others may look into it" if forbidden == UNSEEN_BY_OTHERS else "others can write to it"
    return ""
