"""One Spark session for all tests of this folder: starting one takes seconds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java 17 or later: apt install default-jre-headless")
    pytest.importorskip("pyspark")
    from autokg.spark.session import spark_session  # noqa: PLC0415 (needs what was just asked for)

    with spark_session("local[2]") as session:
        yield session
