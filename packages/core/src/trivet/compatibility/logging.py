"""`trivet.logging`: how much trivet and its backends log, and where to, by the functions that scripts call.

Whoever calls nothing here configures Python's own `logging`, as of any library: warnings go to standard error.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import partial
from logging import CRITICAL, DEBUG, ERROR, FATAL, INFO, NOTSET, WARN, WARNING
from typing import Any

from trivet.backends.registry import backend_points
from trivet.compatibility.module_table import contents_of

__all__ = [
    "CRITICAL",
    "DEBUG",
    "ERROR",
    "FATAL",
    "INFO",
    "NOTSET",
    "WARN",
    "WARNING",
    "add_handler",
    "captureWarnings",
    "disable_default_handler",
    "disable_propagation",
    "enable_default_handler",
    "enable_explicit_format",
    "enable_propagation",
    "get_log_levels_dict",
    "get_logger",
    "get_verbosity",
    "log_levels",
    "remove_handler",
    "reset_format",
    "set_verbosity",
    "set_verbosity_debug",
    "set_verbosity_error",
    "set_verbosity_info",
    "set_verbosity_warning",
]

log_levels = {
    "detail": DEBUG,
    "debug": DEBUG,
    "info": INFO,
    "warning": WARNING,
    "error": ERROR,
    "critical": CRITICAL,
}
_FORMAT = "[%(levelname)s|%(filename)s:%(lineno)s] %(asctime)s >> %(message)s"


class _ToStandardError(logging.StreamHandler):  # type: ignore[type-arg]  # is generic for type checkers only
    """The handler of `enable_default_handler`."""


def _loggers() -> list[logging.Logger]:
    """Those of trivet and of the installed backends."""
    packages = (point.value.partition(":")[0].partition(".")[0] for point in backend_points().values())
    return [logging.getLogger(name) for name in dict.fromkeys(("trivet", *packages))]


def _own_handlers(logger: logging.Logger) -> list[logging.Handler]:
    return [each for each in logger.handlers if isinstance(each, _ToStandardError)]


def get_logger(name: str | None = None) -> logging.Logger:
    """A logger by name; without one, or by the name of a module that only leads to others, trivet's own.

    It has two methods beside those of Python's: `warning_once` logs a text once, `warning_advice` logs it unless the
    environment variable TRANSFORMERS_NO_ADVISORY_WARNINGS is set.
    """
    is_own = name is None or (name.startswith("trivet.") and contents_of(name.removeprefix("trivet.")) is not None)
    logger = logging.getLogger("trivet" if is_own else name)
    if not hasattr(logger, "warning_once"):
        further = {"warning_once": partial(_warn_once, logger, set()), "warning_advice": partial(_advise, logger)}
        vars(logger).update(further)
    return logger


def _warn_once(logger: logging.Logger, logged: set[str], message: str, *args: Any, **kwargs: Any) -> None:
    text = message % args if args else message
    if text not in logged:
        logged.add(text)
        logger.warning(message, *args, **kwargs)


def _advise(logger: logging.Logger, message: str, *args: Any, **kwargs: Any) -> None:
    if not os.environ.get("TRANSFORMERS_NO_ADVISORY_WARNINGS"):
        logger.warning(message, *args, **kwargs)


def get_log_levels_dict() -> dict[str, int]:
    """Level by the name that command lines have for it."""
    return dict(log_levels)


def get_verbosity() -> int:
    """The level from which trivet's messages are logged."""
    return get_logger().getEffectiveLevel()


def set_verbosity(verbosity: int) -> None:
    """Log messages of a level and above, of trivet and its backends.

    If nothing handles them yet, they go to standard error.

    Args:
        verbosity: `logging.INFO` or another level of Python's.
    """
    for logger in _loggers():
        logger.setLevel(verbosity)
    if not any(logger.hasHandlers() for logger in _loggers()):
        enable_default_handler()


def set_verbosity_debug() -> None:
    """Log everything."""
    set_verbosity(DEBUG)


def set_verbosity_info() -> None:
    """Log what is done, and warnings."""
    set_verbosity(INFO)


def set_verbosity_warning() -> None:
    """Log warnings and errors."""
    set_verbosity(WARNING)


def set_verbosity_error() -> None:
    """Log errors only."""
    set_verbosity(ERROR)


def enable_default_handler() -> None:
    """Write messages to standard error, in a handler of trivet's own."""
    for logger in _loggers():
        if not _own_handlers(logger):
            logger.addHandler(_ToStandardError())


def disable_default_handler() -> None:
    """Undo `enable_default_handler`."""
    for logger in _loggers():
        for handler in _own_handlers(logger):
            logger.removeHandler(handler)


def add_handler(handler: logging.Handler) -> None:
    """Hand messages to a handler as well."""
    for logger in _loggers():
        logger.addHandler(handler)


def remove_handler(handler: logging.Handler) -> None:
    """Undo `add_handler`."""
    for logger in _loggers():
        logger.removeHandler(handler)


def enable_propagation() -> None:
    """Hand messages to Python's root logger too. This is so by default."""
    _set_propagation(True)


def disable_propagation() -> None:
    """Keep messages from Python's root logger."""
    _set_propagation(False)


def _set_propagation(value: bool) -> None:
    for logger in _loggers():
        logger.propagate = value


def enable_explicit_format() -> None:
    """Write level, file, line and time before each message, in the handlers that trivet's loggers have."""
    _format(logging.Formatter(_FORMAT))


def reset_format() -> None:
    """Undo `enable_explicit_format`."""
    _format(None)


def _format(formatter: logging.Formatter | None) -> None:
    for handler in _handlers():
        handler.setFormatter(formatter)


def _handlers() -> Iterable[logging.Handler]:
    return {id(handler): handler for logger in _loggers() for handler in logger.handlers}.values()


def captureWarnings(capture: bool) -> None:
    """Log warnings of Python's `warnings` at trivet's level, by `logging.captureWarnings`."""
    logging.getLogger("py.warnings").setLevel(get_verbosity())
    logging.captureWarnings(capture)
