"""Make a copy of a built site that works opened from a folder, without a server.

    python tools/offline.py site --site-dir site-offline

A browser that reads from a folder shows no index.html by itself, starts no worker and fetches no
data. So links name their files, and the search runs in a frame, on an index that is a script.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent / "offline"
SCRIPTS = "assets/offline"
# An address of the site in an attribute: relative, and not an anchor or a query alone. In a script
# that holds markup the quotes are escaped.
LINK = re.compile(r'(?<= href=)(\\?")(?![a-z]+:|[#?/])([^"\\#?]*)')
BUNDLE = re.compile(r'<script[^>]* src="((?:\.\./)*)assets/javascripts/bundle\.')
# What only a server can use.
SERVED = ("404.html", "_headers", "sitemap.xml", "sitemap.xml.gz")


def named(text: str) -> str:
    """Let every link to a folder name the page in it."""
    return LINK.sub(lambda found: found[1] + with_file(found[2]), text)


def with_file(address: str) -> str:
    """The address of the file that a server would send for an address."""
    if address in ("", ".", ".."):
        return f"{address}/index.html".removeprefix("/").removeprefix("./")
    last = address.rpartition("/")[2]
    return address + {"": "index.html", "..": "/index.html"}.get(last, "")


def page(html: str) -> str:
    """A page whose links name files, and whose search needs no server."""
    script = r'<script src="\1assets/offline/frame-worker.js"></script>\g<0>'
    return BUNDLE.sub(script, named(html), count=1)


def index(text: str) -> str:
    """The index of the search as the script that the theme looks for in a folder."""
    found = json.loads(text)
    for entry in found["docs"]:
        path, anchor, name = entry["location"].partition("#")
        entry["location"] = with_file(path) + anchor + name
    return f"var __index = {json.dumps(found, separators=(',', ':'))}"


def copy(site: Path, folder: Path) -> None:
    """Copy the site; what has links is rewritten."""
    shutil.copytree(site, folder, dirs_exist_ok=True)
    for name in SERVED:
        (folder / name).unlink(missing_ok=True)
    for path in folder.rglob("*.html"):
        path.write_text(page(path.read_text("utf-8")), "utf-8")
    for path in folder.glob("*/**/*.js"):
        if "assets" not in path.relative_to(folder).parts:
            path.write_text(named(path.read_text("utf-8")), "utf-8")
    searched = folder / "search" / "search_index.json"
    searched.with_suffix(".js").write_text(index(searched.read_text("utf-8")), "utf-8")
    searched.unlink()
    shutil.copytree(HERE, folder / SCRIPTS)


def main() -> int:
    """Copy the site that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--site-dir", type=Path, required=True, help="where the copy goes")
    arguments = parser.parse_args()
    copy(arguments.site, arguments.site_dir)
    return 0


if __name__ == "__main__":
    sys.exit(main())
