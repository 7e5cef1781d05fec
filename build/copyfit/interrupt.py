"""Ctrl-C, and the system's wish that the program ends: each ends the work once, where it can end.

In: signals. Out: an exception in the main thread. Next: the command line says its one sentence.
"""

from __future__ import annotations

import _thread
import signal
import sys
import time
from types import FrameType

STATUS = {signal.SIGINT: 128 + signal.SIGINT, signal.SIGTERM: 128 + signal.SIGTERM}
"""The exit status that says which signal ended the program."""

AGAIN_S = 0.01
"""How long, in seconds, a signal waits that came where nothing can be raised."""


class Terminated(BaseException):
    """The system asked the program to end."""


_came: list[int] = []
"""Signals that have come. Only the first ends the work: those after it must not break its end."""


def listen() -> None:
    """Raise KeyboardInterrupt or Terminated when the first signal comes."""
    _came.clear()
    sys.unraisablehook = _unraisable
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _terminate)


def deafen() -> None:
    """Let no signal break the end of the program."""
    for number in STATUS:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _came.append(number)
    if len(_came) == 1:
        raise KeyboardInterrupt


def _terminate(number: int, _frame: FrameType | None) -> None:
    _came.append(number)
    if len(_came) == 1:
        raise Terminated


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Let a signal come again that came where Python would print and forget it: as it tidies up."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt | Terminated):
        sys.__unraisablehook__(unraisable)
        return
    _thread.start_new_thread(_again, (signal.Signals(_came[0]) if _came else signal.SIGINT,))


def _again(number: signal.Signals) -> None:
    time.sleep(AGAIN_S)
    _came.clear()  # not before: another that comes as the first is put off would be lost with it
    _thread.interrupt_main(number)
