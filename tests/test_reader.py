"""Text stays text, every value has its place, and every trap of YAML ends in plain words."""

import codecs
import gc
import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from treatments import reader
from treatments.problems import Mark
from treatments.reader import Written, read

FILE = "data/x.yml"


def written(text: str | bytes) -> Written:
    return read({FILE: text.encode() if isinstance(text, str) else text})


def found(text: str | bytes) -> list[str]:
    """Shorten each problem to its line, column and code."""
    return [f"{p.mark.line}:{p.mark.column} {p.code}" for p in written(text).problems]


# -- values


# Texts that many readers of YAML take for something else.
SEEMING = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "n",
    "No",
    "12:30",
    "2024-02-30",
    "93",
    "0",
    "0.5",
    "-2",
    "-0.5",
    "true",
    "false",
    "4.50",
    "10.1007/s00",
    "0 to 5",
    "1,000",
    "2.7%",
    "K233104",
    "v1.0",
]


@pytest.mark.parametrize(
    "scalar",
    [
        *SEEMING,
        "-",
        "'",
        "",
        "null",
        "~",
        "007",
        "0x1F",
        "1_000",
        ".inf",
        "True",
        "1e3",
        "<<",
        "&a",
        "*a",
        "!a",
        "a: b",
    ],
)
def test_text_in_quotes_is_the_text_whatever_it_looks_like(scalar: str) -> None:
    assert written(f'a: "{scalar}"\n').values == {FILE: {"a": scalar}}
    assert found(f'a: "{scalar}"\n') == []


@pytest.mark.parametrize(
    "scalar",
    [
        *SEEMING,
        "-x",
        "a:b",
        "a#b",
        "it's",
        "30 mm",
        "≥ 5",
        "été",
        "😀",
        "nullify",
        "Truely",
        "0-5",
        "1.2.3",
        "e5",
    ],
)
def test_text_without_quotes_stays_as_it_was_typed(scalar: str) -> None:
    assert written(f"a: {scalar}\n").values == {FILE: {"a": scalar}}
    assert found(f"a: {scalar}\n") == []


def test_values_are_plain_dicts_lists_and_text() -> None:
    text = "a:\n  - {b: [c, d]}\n  - e\nf: |\n  g\n  h\ni: >-\n  j\n  k\nl: []\nm: {}\n"
    assert written(text).values == {
        FILE: {"a": [{"b": ["c", "d"]}, "e"], "f": "g\nh\n", "i": "j k", "l": [], "m": {}}
    }


def test_keys_in_quotes_are_text_too() -> None:
    text = "'007': a\n'<<': b\n'True': c\n'null': d\n"
    assert written(text).values == {FILE: {"007": "a", "<<": "b", "True": "c", "null": "d"}}
    assert found(text) == []


def test_the_garbage_collector_is_left_as_it_was_found() -> None:
    gc.disable()
    try:
        written("a: b")
        assert not gc.isenabled()
    finally:
        gc.enable()
    written("a: [")
    assert gc.isenabled()


def test_comments_a_start_of_document_and_windows_line_ends_are_fine() -> None:
    text = "---\r\n# note\r\na: b # note\r\nc:\r\n  - d\r\n"
    assert written(text).values == {FILE: {"a": "b", "c": ["d"]}}
    assert found(text) == []


def test_a_byte_order_mark_of_utf_8_is_accepted_and_takes_no_column() -> None:
    assert written(codecs.BOM_UTF8 + b"a: b").values == {FILE: {"a": "b"}}
    assert found(codecs.BOM_UTF8 + b"a: True") == ["1:4 true-or-false"]


# -- places

PLACES = """\
é: "ü" # 1
list:
  - name: one
    of: {ö: ä, 😀: x}
  - [a, b]
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("é",), (1, 1), (1, 4)),
        (("list",), (2, 1), (3, 3)),
        (("list", 0), (3, 5), (3, 5)),
        (("list", 0, "name"), (3, 5), (3, 11)),
        (("list", 0, "of"), (4, 5), (4, 9)),
        (("list", 0, "of", "ö"), (4, 10), (4, 13)),
        (("list", 0, "of", "😀"), (4, 16), (4, 19)),
        (("list", 1, 1), (5, 9), (5, 9)),
    ],
)
def test_every_key_and_value_has_its_line_and_column_in_characters(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    data = written(PLACES)
    assert data.key_at(FILE, path) == Mark(FILE, *key)
    assert data.at(FILE, path) == Mark(FILE, *value)


def test_a_value_that_is_missing_is_placed_where_its_parent_is() -> None:
    data = written(PLACES)
    assert data.at(FILE, ("list", 0, "of", "missing")) == data.at(FILE, ("list", 0, "of"))
    assert data.key_at(FILE, ("list", 0, "of", "missing")) == data.key_at(FILE, ("list", 0, "of"))
    assert data.at(FILE, ("list", 9)) == data.at(FILE, ("list", -1)) == data.at(FILE, ("list",))
    assert data.at(FILE, ("é", "deeper", 0)) == Mark(FILE, 1, 4)


def test_parts_of_a_path_that_were_not_written_are_skipped() -> None:
    data = written(PLACES)
    path = ("a-union", "list", "Model", 0, "of", "function-after[x()]", "ö", "str")
    assert data.at(FILE, path) == Mark(FILE, 4, 13)


def test_a_file_that_was_not_read_is_placed_at_its_start() -> None:
    assert written("a: b").at("data/other.yml", ("a",)) == Mark("data/other.yml", 1, 1)
    assert written("[").at(FILE, ("a",)) == Mark(FILE, 1, 1)


def test_the_first_of_two_equal_keys_keeps_its_place_and_value() -> None:
    data = written("a: b\na: {c: d}\n")
    assert data.values == {FILE: {"a": "b"}}
    assert data.at(FILE, ("a", "c")) == Mark(FILE, 1, 4)


def test_an_empty_value_is_placed_at_its_key() -> None:
    assert written("a: b\nc:\n").at(FILE, ("c",)) == Mark(FILE, 2, 1)


# -- problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: b\nc: d\na: e", ["3:1 repeated-key"]),
        ("a: {b: c, b: d}", ["1:11 repeated-key"]),
        ("a: b\n'a': c", ["2:1 repeated-key"]),
        ("a: &b c", ["1:4 anchor"]),
        ("a: &b\n  c: d", ["1:4 anchor"]),
        ("&b a: c", ["1:1 anchor"]),
        ("a: & b", ["1:4 anchor"]),
        ("a: *b", ["1:4 alias"]),
        ("a: [*b]", ["1:5 alias"]),
        ("*b : c", ["1:1 alias"]),
        ("a: **bold**", ["1:4 alias"]),
        ("a: {<<: b}", ["1:5 merge-key"]),
        ("a: !b c", ["1:4 tag"]),
        ("a: !!int 3", ["1:4 tag"]),
        ("a: !important", ["1:4 tag"]),
        ("a: !b!c d", ["1:4 tag"]),
        ("!a\nb: c", ["1:1 tag"]),
        ("? [a]\n: b", ["1:3 key-not-text"]),
        ("[a]: b", ["1:1 key-not-text"]),
        ("{a: b}: {c: d}", ["1:1 key-not-text"]),
        ("? {a: b}\n: c", ["1:3 key-not-text"]),
        ("'': a", ["1:1 empty-key"]),
        ("a: b\n: c", ["2:1 empty-key"]),
        ("? ", ["1:2 empty-key"]),
        ("a: {: b}", ["1:5 empty-key"]),
        ("a:", ["1:1 empty-value"]),
        ("a:\nb: c", ["1:1 empty-value"]),
        ("a: # b", ["1:1 empty-value"]),
        ("a:\n  - b\n  -\n  - c", ["3:4 empty-value"]),
        ("a: ~", ["1:4 empty-value"]),
        ("a: null", ["1:4 empty-value"]),
        ("a: Null", ["1:4 empty-value"]),
        ("a: [NULL]", ["1:5 empty-value"]),
        ("null: a", ["1:1 empty-value"]),
        ("a: {words: sore, red, source: x}", ["1:18 key-without-value"]),
        ("a: {b:c}", ["1:5 key-without-value"]),
        ("a: True", ["1:4 true-or-false"]),
        ("a: TRUE", ["1:4 true-or-false"]),
        ("a: False", ["1:4 true-or-false"]),
        ("a: FALSE", ["1:4 true-or-false"]),
        ("True: a", ["1:1 true-or-false"]),
        *(
            (f"a: {number}", ["1:4 ambiguous-number"])
            for number in [
                "007",
                "00",
                "-01",
                "00.5",
                "0x1F",
                "0o17",
                "0b1",
                "1_000",
                "0.5_0",
                "1_",
                ".inf",
                "-.INF",
                ".nan",
                ".NaN",
                "+5",
                ".5",
                "5.",
                "1e3",
                "1.5E-3",
                "017",
            ]
        ),
        ("007: a", ["1:1 ambiguous-number"]),
        ("[a, b]", ["1:1 not-a-mapping"]),
        ("- a", ["1:1 not-a-mapping"]),
        ("a", ["1:1 not-a-mapping"]),
        ("'a'", ["1:1 not-a-mapping"]),
        ("a: b\n---\nc: d", ["2:1 several-documents"]),
        ("a: b\n...\n", ["2:1 several-documents"]),
        ("...\n", ["1:1 several-documents"]),
        ("%YAML 1.1\n---\na: b", ["1:1 directive"]),
        ("%TAG ! a\n---\na: b", ["1:1 directive"]),
        ("%a\nb: c", ["1:3 directive"]),
        ("", ["1:1 empty-file"]),
        (" \n\n", ["1:1 empty-file"]),
        ("# a\n", ["1:1 empty-file"]),
        ("# a\0", ["1:1 empty-file", "1:4 control-character"]),
        ("---\n", ["1:1 empty-file"]),
        ("a:\n\tb: c", ["2:1 tab"]),
        ("a: b\n\tc: d", ["2:1 tab"]),
        ("a: >\n\tb", ["2:1 tab"]),
        ("a: 'b\nc: d", ["1:4 unclosed-quote"]),
        ('a: "b\n---\n', ["1:4 unclosed-quote"]),
        ('a: "\\q"', ["1:5 backslash"]),
        ('a: "\\ud800"', ["1:7 backslash"]),
        ("asks: What: this", ["1:11 colon-in-text"]),
        ("a: {b: What: this}", ["1:8 colon-in-text"]),
        ("a: b\n  c: d", ["2:3 indentation"]),
        ("a b\nc: d", ["2:1 indentation"]),
        ("a:\n   b: c\n  d: e", ["3:3 indentation"]),
        ("-\na: b", ["2:1 indentation"]),
        ("[a]\nb: ?c", ["2:1 indentation"]),
        ("  a: b\nc: d", ["1:3 indentation"]),
        ("a: [b, c", ["1:4 unclosed-bracket"]),
        ("a: {b: [c,\n", ["1:8 unclosed-bracket"]),
        ("a: [", ["1:4 unclosed-bracket"]),
        ("a:\n  - {b: c\n  - {b: d}\n", ["2:5 unclosed-bracket"]),
        ("a: b\nc", ["2:1 missing-colon"]),
        ("a:\n  - b\n  c\n", ["3:3 missing-colon"]),
        ("a:\n  - b\n  c: d\n", ["3:3 missing-dash"]),
        ("a: - b", ["1:4 dash-in-line"]),
        ("a: [- b]", ["1:5 dash-in-line"]),
        ("a: @b", ["1:4 reserved-character"]),
        ("a: `b`", ["1:4 reserved-character"]),
        ("a: %b", ["1:4 reserved-character"]),
        ("a: [>b]", ["1:5 reserved-character"]),
        ("a: ? b", ["1:4 reserved-character"]),
        ("a: 'it's'", ["1:8 text-after-quote"]),
        ('a: ["b" c]', ["1:9 text-after-quote"]),
        ("a: [b] c", ["1:8 text-after-bracket"]),
        ("a: ]", ["1:4 stray-bracket"]),
        ("a: {b: c}}", ["1:10 stray-bracket"]),
        ("a: [b,, c]", ["1:7 stray-bracket"]),
        ("a: |b\n  c", ["1:4 block-text"]),
        ("a:\u00a0b\nc: d", ["1:3 odd-space"]),
        ("a: b\n\u00a0\u00a0c: d", ["2:1 odd-space"]),
        ("a: {b:\u00a0c}", ["1:7 odd-space"]),
        ("a: b\u200bc", ["1:5 invisible-character"]),
        ("a: b\u200dc", ["1:5 invisible-character"]),
        ("a: b\u00adc", ["1:5 invisible-character"]),
        ("a: b\ufeffc", ["1:5 invisible-character"]),
        ("a: b\u2028c", ["1:5 invisible-character"]),
        ("a: b # \u202ec\u2066", ["1:8 invisible-character", "1:10 invisible-character"]),
        ('a: "\\u202e"', ["1:4 invisible-character"]),
        ('"\\u202e": a', ["1:1 invisible-character"]),
        ("a: b\0c", ["1:5 control-character"]),
        ("a: b\x07c", ["1:5 control-character"]),
        ("a: b\x85c", ["1:5 control-character"]),
        ("a: b\rc: d\n", ["1:5 control-character", "1:7 colon-in-text"]),
        ("a: b\ufdd0c", ["1:5 control-character"]),
        ("a: b\U0001ffffc", ["1:5 control-character"]),
        ('a: "\\0"', ["1:4 control-character"]),
        ("a: b\ufffdc", ["1:5 lost-character"]),
    ],
)
def test_a_trap_of_yaml_is_a_problem_at_its_place(text: str, problems: list[str]) -> None:
    assert found(text) == problems


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    [problem] = written("# note\na: b\nc: d\na: e\n").problems
    assert problem.message == "'a' is here for the second time; the first is on line 2"


def test_an_ambiguous_number_is_shown_in_the_quotes_it_may_need() -> None:
    [problem] = written("a: 007").problems
    assert problem.hint.endswith("if it is text, put it in quotes: '007'")


def test_an_invisible_character_is_named() -> None:
    [problem] = written("a: b\u200bc").problems
    assert problem.message == "there is an invisible character, U+200B ZERO WIDTH SPACE"


def test_a_message_shows_no_hidden_character_and_no_long_text() -> None:
    problems = written('"a\\u202e": b\n"a\\u202e": c\n' + "b" * 900 + ":\n").problems
    assert [p.code for p in problems] == ["invisible-character", "repeated-key", "empty-value"]
    assert all(p.message.isprintable() and len(p.message) < 100 for p in problems)


def test_every_message_is_free_of_the_words_of_the_parser() -> None:
    for text in ("a: [", "a: 'b", "\ta: b", "a: b: c", "a: @", "a: *", "- a\nb", "%a", "a:\n b\nc"):
        for problem in written(text).problems:
            for word in ("scan", "token", "stream", "scalar", "mapping", "sequence", "node"):
                assert word not in problem.message + problem.hint
            assert problem.code != "syntax"
            assert problem.hint


def test_a_fault_without_words_of_its_own_still_has_a_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "_FAULTS", reader._FAULTS[-1:])  # noqa: SLF001  (the last resort)
    assert found("x: y: z") == ["1:5 syntax"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_file_in_utf_16_is_refused_in_words(encoding: str) -> None:
    [problem] = written("name: Laser\n".encode(encoding)).problems
    assert (problem.mark, problem.code) == (Mark(FILE, 1, 1), "not-utf-8")
    assert "UTF-16" in problem.message


def test_utf_16_is_known_by_its_mark_where_the_text_is_not_english() -> None:
    [problem] = written("имя: лазер\n".encode("utf-16")).problems
    assert "UTF-16" in problem.message


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
def test_a_byte_that_is_not_utf_8_is_found_and_guessed(start: bytes) -> None:
    [problem] = written(start + "a: b\né: caf".encode() + b"\xe9\nc: d\n").problems
    assert (problem.mark, problem.code) == (Mark(FILE, 2, 7), "not-utf-8")
    assert "byte E9" in problem.message
    assert "'é'" in problem.message


def test_a_long_text_has_a_limit() -> None:
    assert found("a: " + "b" * 10_000) == []
    assert found("a: " + "b" * 10_001) == ["1:4 text-too-long"]
    assert found("a: '" + "b" * 10_001 + "'") == ["1:4 text-too-long"]


def test_levels_have_a_limit() -> None:
    assert found("a: " + "[" * 29 + "b" + "]" * 29) == []
    assert found("a: " + "[" * 30 + "b" + "]" * 30) == ["1:33 too-deep"]


def test_a_file_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 4)
    assert found("a: b") == []
    assert found("a: bc") == ["1:1 file-too-big"]


def test_the_number_of_values_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_EVENTS", 20)
    assert found("a: [b, c]") == []
    assert found("a: [" + "b," * 30 + "]") == ["1:35 too-many-values"]


def test_reading_stops_after_a_hundred_problems() -> None:
    assert len(found("".join(f"a{n}: True\n" for n in range(99)))) == 99
    codes = found("".join(f"a{n}: True\n" for n in range(500)))
    assert len(codes) == 101
    assert codes[-1] == "100:6 too-many-problems"


# -- several at once


def test_all_problems_are_reported_at_once_in_their_order() -> None:
    assert found("a: True\nb: 007\n\u200bc: d\ne: [\n") == [
        "1:4 true-or-false",
        "2:4 ambiguous-number",
        "3:1 invisible-character",
        "4:4 unclosed-bracket",
    ]


def test_a_file_with_a_fault_of_syntax_is_left_out_and_the_others_are_read() -> None:
    data = read({"a.yml": b"a: [", "b.yml": b"b: c", "c.yml": b"\xff", "d.yml": b"d: True"})
    assert data.values == {"b.yml": {"b": "c"}, "d.yml": {"d": "True"}}
    assert [str(problem.mark) for problem in data.problems] == [
        "a.yml:1:4",
        "c.yml:1:1",
        "d.yml:1:4",
    ]


def test_what_is_whole_around_a_faulty_value_is_kept() -> None:
    text = "a: *x\nb:\nc: &y d\n[e]: f\n<<: g\nh: [i, ~]\n"
    assert written(text).values == {FILE: {"a": "", "b": "", "c": "d", "h": ["i", "~"]}}


# -- hostile bytes


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200000,
        "{" * 200000,
        "[\n" * 200000,
        "- " * 200000,
        "? " * 200000,
        "a: " + "{a: " * 200000,
        "[" * 200000 + "]" * 200000,
        "{a: [" * 100000,
        "a: &a [b]\n" + "".join(f"a{n}: &a{n} [*a, *a]\n" for n in range(50000)),
        "a: 'b\n" * 100000,
        "a: " + "b: " * 100000,
        "\x00" * 200001,
        "\u200b" * 200000,
        "- a\n" * 100000 + "b",
        "'" * 200001,
        '"' + "\\" * 200001,
        "!" * 200000,
        "a\n" * 100000,
    ],
)
def test_a_bomb_ends_soon_and_in_words(text: str) -> None:
    start = time.perf_counter()
    assert written(text).problems
    assert time.perf_counter() - start < 5


def assert_problems_stand_in_the_file(content: bytes) -> None:
    lines = content.removeprefix(codecs.BOM_UTF8).decode(errors="replace").split("\n")
    data = written(content)
    assert (FILE in data.values) or data.problems
    for problem in data.problems:
        assert 1 <= problem.mark.line <= len(lines)
        assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1
        assert str(problem).isprintable() or str(problem).count("\n") == 1


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes_end_in_values_or_problems(content: bytes) -> None:
    assert_problems_stand_in_the_file(content)


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from([*"ab:-?[]{},#&*!|>'\"%@`\\~<=.0_1eé😀\t\r\n\0", "\n  ", ": ", "- "]))
)
def test_any_text_of_the_signs_of_yaml_ends_in_values_or_problems(signs: list[str]) -> None:
    assert_problems_stand_in_the_file("".join(signs).encode())


@settings(max_examples=300)
@given(st.data())
def test_a_mangled_file_ends_in_values_or_problems(data: st.DataObject) -> None:
    content = bytearray((PLACES + "steps: |\n  x\n  y\nnote: 'it''s'\n").encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        until = data.draw(st.integers(at, min(at + 5, len(content))))
        content[at:until] = data.draw(st.binary(max_size=3) | st.sampled_from([b"\n", b": ", b"'"]))
    assert_problems_stand_in_the_file(bytes(content))


PLAIN = st.recursive(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), PLAIN, min_size=1))
def test_any_plain_data_is_read_as_it_was_written(value: dict[str, object]) -> None:
    # JSON is YAML with every text in quotes
    assert written(json.dumps(value)).values == {FILE: value}
