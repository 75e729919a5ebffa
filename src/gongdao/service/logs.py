"""Structured logs: one JSON object a line, with the request and the case it belongs to, without personal data."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

import structlog

from gongdao.kernel.errors import GongdaoError, Refused

JSON = "json"
Line = MutableMapping[str, Any]
# The texts of errors quote what people sent, and those of databases whole rows: where it broke says enough.
_DEEPEST = 12


def config(form: str) -> dict[str, Any]:
    """Give Django's settings of the logs: JSON on standard error, or Django's own where it is not asked for."""
    if form != JSON:
        return {}
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        broken,
    ]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": steps,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"line": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["line"], "level": "INFO"},
        # What was refused stands in the line of its request, without its address.
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR"},
            "httpx": {"level": "WARNING"},
        },
    }


def broken(logger: Any, method: str, line: Line) -> Line:
    """Put in the place of an exception its type and where it broke; of what we raise ourselves also the code."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        if isinstance(error, GongdaoError):
            line["code"] = error.code if isinstance(error, Refused) else str(error)
        line["where"] = _where(error.__traceback__)
    line.pop("exc_text", None)
    return line


def _where(trace: TracebackType | None) -> list[str]:
    frames = [f"{Path(frame.f_code.co_filename).name}:{number}" for frame, number in walk_tb(trace)]
    return frames[-_DEEPEST:]
