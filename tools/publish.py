"""Build the site beside the last one, and exchange the two only when the build is whole.

    python tools/publish.py site
    python tools/publish.py site properdocs build --strict

A build that fails, or is killed, leaves the last good site as it was. What a killed build left
behind is removed by the next one.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")

AT_FDCWD = {"linux": -100, "darwin": -2}
EXCHANGE = {"linux": ("renameat2", 2), "darwin": ("renameatx_np", 2)}


class Unpublished(Exception):
    """The site was not replaced, and this is why."""


def publish(site: Path, build: Sequence[str] = BUILD) -> int:
    """Run the build with `--site-dir`; put what it made in place of `site` if it exits with 0."""
    site = site.resolve()
    refuse_other_folders(site)
    building = site.with_name(f".{site.name}-building")
    before = site.with_name(f".{site.name}-before")
    with only_one(site) as lock:
        try:
            recover(site, before)
            empty(building)
            # The build holds the lock too, so that one whose parent was killed is still waited for.
            command = [*build, "--site-dir", str(building)]
            code = subprocess.run(command, check=False, pass_fds=[lock]).returncode
            if code != 0:
                return code if code > 0 else 128 - code
            if not (building / "index.html").is_file():
                raise Unpublished("the build said that it succeeded, but wrote no index.html")
            exchange(building, site, before)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            recover(site, before)
    return 0


def refuse_other_folders(site: Path) -> None:
    """Stop before anything is replaced that is not a site, such as the folder of the project."""
    if site.exists() and not site.is_dir():
        raise Unpublished(f"{site} is a file; the site needs a folder")
    if site.is_dir() and any(site.iterdir()) and not (site / "index.html").exists():
        raise Unpublished(f"{site} is not empty and not an earlier build; move it away first")


@contextmanager
def only_one(site: Path) -> Iterator[int]:
    """Wait until no other build is at work beside the same site."""
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(site.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write(f"Another build of {site} is running; waiting for it.\n")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


def recover(site: Path, before: Path) -> None:
    """Put the last good site back if a build was killed between the two renames of `exchange`."""
    if site.exists():
        shutil.rmtree(before, ignore_errors=True)
    elif before.exists():
        before.rename(site)


def empty(folder: Path) -> None:
    """Make the folder anew, without what a killed build left in it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()


def exchange(new: Path, site: Path, before: Path) -> None:
    """Put the new folder in the place of the old one."""
    if not site.exists():
        new.rename(site)
    elif not exchange_at_once(new, site):
        site.rename(before)
        new.rename(site)


def exchange_at_once(new: Path, site: Path) -> bool:
    """Swap two folders in one step that nobody can see half done, where the system can do that."""
    if sys.platform not in EXCHANGE:
        return False
    name, flag = EXCHANGE[sys.platform]
    here = AT_FDCWD[sys.platform]
    rename = getattr(ctypes.CDLL(None), name, None)
    return rename is not None and rename(here, bytes(new), here, bytes(site), flag) == 0


def stop(number: int, _frame: object) -> NoReturn:
    """Leave by way of `finally`, so that the build is ended and its folder removed."""
    sys.exit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Publish into the folder that was named, with the host's build or the one that was given."""
    site, *build = arguments
    try:
        return publish(Path(site), build or BUILD)
    except Unpublished as reason:
        sys.stderr.write(f"The site was not replaced: {reason}.\n")
    except OSError as error:
        sys.stderr.write(f"The site was not replaced: {error.filename}: {error.strerror}.\n")
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main(sys.argv[1:]))
