"""Fuzz the targets for some minutes: change seeds with hypothesis, or with atheris if asked for.

python fuzz/run.py                      # a minute for each target
python fuzz/run.py edtf query --minutes 10
python fuzz/run.py edtf --engine atheris --minutes 10

A finding is printed with the smallest input that shows it, and is written to fuzz/found/; exit code 1.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from functools import partial
from hashlib import sha256
from io import StringIO
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
if "atheris" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["autokg"]):
        from targets import TARGETS, run
else:
    from targets import TARGETS, run

SLOWEST = 20  # seconds of the processor that one input may take
PIECES = [
    b"\x00", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", "\u2028".encode(), "\u202e".encode(), "😀".encode(), b"\n", b"\r\n",
    b" " * 200, b"(" * 200, b"[" * 2000, b"{" * 2000, b"9" * 400, b"0000", b"2024-25", b"..", b"/", b"~", b'"', b"'",
    b"\\", b"\\u0000", b"\\ud800", b"null", b"NaN", b"1e999", b"-1", b"<!--", b"---", b"#+ ", b"=", b"%", b"?x", b"and",
]  # fmt: skip


class _OutOfTime(BaseException):
    """The time of a target is over."""


def seeds(name: str) -> list[bytes]:
    """Return the inputs to start from."""
    folder = HERE / "corpus" / name.partition("-")[0]
    return [path.read_bytes() for path in sorted(folder.glob("*"))] or [b""]


@st.composite
def changed(draw: st.DrawFn, inputs: list[bytes]) -> bytes:
    """Draw a seed with pieces put in, taken out or repeated."""
    data = draw(st.sampled_from(inputs))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from([b"", data[start:end] * 3, *PIECES]) | st.binary(max_size=8))
        data = data[:start] + piece + data[end:]
    return data


def _timed(name: str, data: bytes) -> None:
    signal.setitimer(signal.ITIMER_PROF, SLOWEST)  # time of this process alone: others may keep it waiting
    try:
        run(name, data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"one input took more than {SLOWEST} s")


def with_hypothesis(name: str, seconds: float) -> bytes | None:
    """Fuzz a target; return the smallest input that shows a fault, None if there is none."""
    end, last = time.monotonic() + seconds, b""

    @settings(
        max_examples=10**9, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck), backend="hypothesis",
    )  # fmt: skip
    @given(changed(seeds(name)))
    def check(data: bytes) -> None:
        nonlocal last
        if time.monotonic() > end:
            raise _OutOfTime
        last = data
        _timed(name, data)

    signal.signal(signal.SIGPROF, _too_slow)
    try:
        with redirect_stdout(StringIO()):  # a seed of hypothesis says nothing: the input is kept
            check()
    except _OutOfTime:
        return None
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
        return last
    return None


def with_atheris(name: str, seconds: float) -> None:
    """Fuzz a target with coverage as the guide; atheris ends the process itself."""
    seeds_, found, grown = HERE / "corpus" / name.partition("-")[0], HERE / "found" / f"{name}-", HERE / "grown" / name
    grown.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds:.0f}", f"-timeout={SLOWEST}", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={found}", str(grown), str(seeds_)], partial(run, name))
    atheris.Fuzz()


def main() -> None:
    """Fuzz the targets named, or all, one after another."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if omitted")
    options.add_argument("--minutes", type=float, default=1, help="for each target")
    options.add_argument("--engine", choices=["hypothesis", "atheris"], default="hypothesis")
    given_ = options.parse_args()
    (HERE / "found").mkdir(exist_ok=True)
    found: list[str] = []
    names, seconds = given_.targets or list(TARGETS), given_.minutes * 60
    if given_.engine == "hypothesis":
        found = [name for name in names if not _is_clean(name, with_hypothesis(name, seconds))]
    elif len(names) == 1:
        with_atheris(names[0], seconds)
    else:
        call = [sys.executable, __file__, "--engine", "atheris", "--minutes", str(given_.minutes)]
        found = [name for name in names if subprocess.run([*call, name], check=False).returncode]  # noqa: S603
    sys.exit(f"faults in {', '.join(found)}; see fuzz/found/" if found else 0)


def _is_clean(name: str, data: bytes | None) -> bool:
    if data is not None:
        (HERE / "found" / f"{name}-{sha256(data).hexdigest()[:10]}").write_bytes(data)
    print(f"{name}: {'clean' if data is None else 'a fault'}", flush=True)
    return data is None


if __name__ == "__main__":
    main()
