"""The Content-Security-Policy of the site: what a browser may run and load, and nothing else.

A page carries its policy in itself, so that it holds wherever the site is served, even from a
folder. A host that reads `_headers` sends the same for all pages.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
# A script with `src` comes from a file, and one of another type is data that no browser runs.
NOT_INLINE = re.compile(
    r"\bsrc\s*=|\btype\s*=(?!\s*['\"]?(?:module\b|text/javascript\b))", re.IGNORECASE
)


def hashes(page: str) -> frozenset[str]:
    """Give the hash of every inline script of a page."""
    inline = (
        text for attributes, text in SCRIPT.findall(page) if not NOT_INLINE.search(attributes)
    )
    return frozenset(_hash(text) for text in inline)


def policy(allowed: Iterable[str]) -> str:
    """Allow the site's own files, and the inline scripts with these hashes."""
    scripts = " ".join(["'self'", *sorted(f"'{each}'" for each in allowed)])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",  # the theme draws its icons from its stylesheet
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def protect(page: str) -> str:
    """Put its policy into a page, before anything that the policy could forbid."""
    content = html.escape(policy(hashes(page)), quote=True).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return HEAD.sub(lambda head: f"{head[0]}{meta}", page, count=1)


def headers(allowed: Iterable[str]) -> str:
    """Write the policy of the whole site the way that hosts of static files read it."""
    return (
        "/*\n"
        # A page can not forbid in itself that others frame it; only a header can.
        f"  Content-Security-Policy: {policy(allowed)}; frame-ancestors 'none'\n"
        "  Referrer-Policy: same-origin\n"
        "  X-Content-Type-Options: nosniff\n"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
