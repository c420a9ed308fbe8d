"""Prints a page as a reader would, and reads what stands on each sheet."""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")
CODES = re.compile(rb"begincodespacerange\n<([0-9A-Fa-f]+)>.*?endcodespacerange", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>(?: <([0-9A-Fa-f]+)>)?\n")


def sheets(page: Page, *, size: str = "A4", landscape: bool = False) -> list[str]:
    """Print a page; gives the text of each sheet, without its spaces, which paper does not keep."""
    return read(page.pdf(format=size, landscape=landscape))


def read(pdf: bytes) -> list[str]:
    """Read the text of a document that Chromium made; it writes fonts in one form only."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for _, body in sorted(objects.items()) if b"/Type /Page\n" in body]
    return [_text(body, objects) for body in pages]


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    names = re.findall(rb"/(F\d+) (\d+) 0 R", page)
    fonts = {name: _letters(objects[int(number)], objects) for name, number in names}
    content = re.search(rb"/Contents (\d+) 0 R", page)
    assert content
    size, letters = 4, dict[int, str]()
    text = []
    for font, shown in SHOWN.findall(_stream(objects[int(content[1])])):
        if font:
            size, letters = fonts[font]
        glyphs = (int(shown[at : at + size], 16) for at in range(0, len(shown), size))
        text += [letters.get(glyph, "") for glyph in glyphs]
    return bare("".join(text))


def bare(text: str) -> str:
    """Take the spaces out of a text and its joined letters apart, to look for it on a sheet."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _letters(font: bytes, objects: dict[int, bytes]) -> tuple[int, dict[int, str]]:
    """Give how many digits a glyph of a font has, and the letter of each."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", font)
    found: dict[int, str] = {}
    if not table:
        return 4, found
    written = _stream(objects[int(table[1])])
    codes = CODES.search(written)
    assert codes
    for first, second, third in PAIR.findall(CODES.sub(b"", written)):
        low, high, letter = (first, second, third) if third else (first, first, second)
        for place, glyph in enumerate(range(int(low, 16), int(high, 16) + 1)):
            code = bytes.fromhex(letter.decode())
            text = code.decode("utf-16-be")
            found[glyph] = text[:-1] + chr(ord(text[-1]) + place)
    return len(codes[1]), found


def _stream(body: bytes) -> bytes:
    stream = STREAM.search(body)
    assert stream
    return zlib.decompress(stream[1]) if b"/FlateDecode" in body else stream[1]
