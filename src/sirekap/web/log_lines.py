"""Log lines as data: a name for what happened, and values beside it.

Out: ``logger``, which says nothing until somebody listens, and ``write_logs``, which does. Invariant: values
go beside the event and never into it, so that a line can be counted and searched; nothing of a person is
among them (who calls sees to it, and tests look).
"""

import logging
import sys

import structlog
from structlog.typing import Processor

STAMPED: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger of the program's own, below ``sirekap``."""
    wrapped: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *STAMPED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return wrapped


def write_logs(level: str, *, as_json: bool) -> None:
    """Write log lines from *level* on to standard error, one a line; libraries are heard from warnings on."""
    last: Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=STAMPED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("sirekap").setLevel(level.upper())
