"""Start a Spark session, and put what Spark reports into words for users."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.core.extras import require_extra
from autokg.errors import InputError, OutputError, StoreError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_FULL = "No space left on device"
_LONGEST = 300  # characters of a report by Spark, which may go on for pages


@contextmanager
def spark_session(master: str | None = None) -> Iterator[SparkSession]:
    """Start a session, or join the one of `spark-submit`; stop it at the end if it was started here.

    `master` is where Spark runs, such as `local[2]` or `spark://host:7077`; by default what `spark-submit` says, else
    all cores of this machine.
    """
    pyspark = require_extra("pyspark.sql", extra="spark", purpose="the engine spark")
    _require_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers need the packages that the driver has
    running = pyspark.SparkSession.getActiveSession()
    builder = pyspark.SparkSession.builder.appName("autokg").config("spark.log.level", "ERROR")
    if master or "PYSPARK_GATEWAY_PORT" not in os.environ:  # set by spark-submit, which tells the master itself
        builder = builder.master(_retrying(master or "local[*]"))
    builder = builder.config("spark.sql.files.maxPartitionBytes", "16m")  # a fact becomes 30 times its size
    builder = builder.config("spark.sql.codegen.wholeStage", "false")  # to compile code takes longer than to read lines
    with told_plainly():
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        with told_plainly():
            yield session
    finally:
        if running is None:
            _stop(session)


def _stop(session: SparkSession) -> None:
    """Stop a session; a signal to all processes of a command may have ended its Java before."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 (an extra)

    logging.getLogger("py4j").setLevel(logging.CRITICAL)  # it tells of the lost connection with a traceback
    with suppress(Py4JError, OSError):
        session.stop()


def _retrying(master: str) -> str:
    """Return a master that runs a failed task again on this machine too, as clusters do.

    >>> _retrying("local[2]"), _retrying("yarn")
    ('local[2,4]', 'yarn')
    """
    return re.sub(r"^local\[([\d*]+)\]$", r"local[\1,4]", master)


def _require_java() -> None:
    """Raise `UsageError` if Java is missing, before Spark fails to start."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(Path(home, "bin", "java") if home else "java"):
        where = f" at JAVA_HOME, {home}" if home else ""
        raise UsageError(f"the engine spark needs Java 17 or later, which was not found{where}; install a JRE")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise an error for users in place of what Spark raises, in a block or a decorated function."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 (an extra)
    from pyspark.errors import AnalysisException, PySparkException  # noqa: PLC0415

    try:
        yield
    except AnalysisException as error:
        raise InputError(f"Spark cannot read the input: {_first_line(error)}") from error
    except (PySparkException, Py4JError) as error:
        if _FULL in str(error):
            raise OutputError(
                "the disk of a worker is full; free space where shards are written and at spark.local.dir"
            ) from error
        raise StoreError(f"Spark gave up: {_cause(str(error))}") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:_LONGEST]


def _cause(report: str) -> str:
    r"""Return the line of a report by Spark with the cause: the last error of Python in it, else the first line.

    >>> _cause("Job aborted.\nTraceback (most recent call last):\n  File x\nValueError: no such key\n\n\tat java")
    'ValueError: no such key'
    """
    errors = re.findall(r"^(?:[\w.]+(?:Error|Exception)): .*$", report, re.MULTILINE)
    lines = report.strip().splitlines() or ["no reason given"]
    return (errors[-1] if errors else lines[0])[:_LONGEST]
