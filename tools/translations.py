"""Keep the Chinese catalogue complete. GNU gettext is not needed.

    python tools/translations.py update    # bring new messages into the catalogue, drop those gone
    python tools/translations.py check     # exit 1 and list what is missing, unsure, left over or mismatched
    python tools/translations.py compile   # write the .mo that Django reads

Messages are English in templates and in Python under ``duijie/``.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "duijie"
CATALOGUE = SOURCES / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"

# Without dates and names, so that an update that changes nothing leaves the file as it is.
HEADER = """\
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\(\s*{LITERAL}(?:,\s*{LITERAL})*(?:,\s*count)?\s*\)")


def as_python(template: str, origin: str) -> str:
    """The translation calls of a template, one a line.

    ``templatize`` blots out everything else but leaves the template's own indentation, which Python's
    tokeniser refuses; so only the calls are kept.
    """
    return "\n".join(call.group() for call in CALL.finditer(templatize(template, origin=origin)))


def messages() -> Iterator[tuple[str, tuple[str, ...] | str, str | None]]:
    """File, message (or singular and plural) and context of everything marked for translation."""
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix not in {".py", ".html"} or "migrations" in path.parts:
            continue
        name = path.relative_to(ROOT).as_posix()
        code = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            code = as_python(code, name)
        for _, message, _, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
            if message:
                yield name, message, context


def template() -> Catalog:
    """A catalogue of what the sources hold, untranslated."""
    catalogue = Catalog(project="duijie", charset="utf-8", fuzzy=False)
    for name, message, context in messages():
        catalogue.add(message, locations=[(name, None)], context=context)
    return catalogue


def stored() -> Catalog:
    """The catalogue as it lies on the disk; empty where there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="zh_Hans", project="duijie", charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update() -> int:
    """Merge the sources into the catalogue: new messages come in empty, those gone are dropped."""
    catalogue = stored()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    empty = sum(not _is_translated(message) for message in catalogue if message.id)
    print(f"translations: {len(catalogue)} messages, {empty} to translate")
    return 0


def faults() -> Iterator[str]:
    """What keeps the catalogue from being complete, a line each."""
    wanted, have = template(), stored()
    wanted_keys = {(message.id, message.context) for message in wanted if message.id}
    for identity, context in sorted(wanted_keys, key=str):
        message = have.get(identity, context)
        shown = identity if isinstance(identity, str) else identity[0]
        if message is None or not _is_translated(message):
            yield f"missing: {shown!r}"
        elif message.fuzzy:
            yield f"unsure: {shown!r}"
        else:
            for wrong in message.check(have):
                yield f"mismatched: {shown!r}: {wrong}"
    for message in have:
        if message.id and (message.id, message.context) not in wanted_keys:
            yield f"left over: {message.id!r}"
    for message in have.obsolete.values():
        yield f"left over: {message.id!r}"


def check() -> int:
    """List the faults; 1 where there are any."""
    found = list(faults())
    for line in found:
        print(line)
    if found:
        print(f"translations: {len(found)} to mend; see tools/translations.py update", file=sys.stderr)
    return 1 if found else 0


def compile_catalogue() -> int:
    """Write the binary catalogue beside the text."""
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, stored())
    return 0


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)


def main() -> int:
    """Run the subcommand named on the command line."""
    commands = {"update": update, "check": check, "compile": compile_catalogue}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
