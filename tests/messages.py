"""The messages of the portal: what its sources ask gettext for, and what the Vietnamese catalogue lacks.

``python -m tests.messages`` prints what is missing; with ``--add`` it also appends an empty entry for each to the
catalogue and compiles it. Needs no gettext programs.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "workforce" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
METADATA = {
    "Project-Id-Version": "hrportal",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "vi",
    "Plural-Forms": "nplurals=1; plural=0;",
}
ARGUMENTS = {
    "gettext": ["msgid"],
    "ngettext": ["msgid", "plural"],
    "pgettext": ["context", "msgid"],
    "npgettext": ["context", "msgid", "plural"],
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")


class Message(NamedTuple):
    msgid: str
    plural: str = ""
    context: str = ""


def messages_in_sources() -> dict[Message, str]:
    """Every message, with the first file that uses it."""
    found: dict[Message, str] = {}
    for folder, pattern, read in [
        ("hrportal", "*.py", messages_in_python),
        ("workforce", "*.py", messages_in_python),
        ("templates", "*.html", messages_in_template),
    ]:
        for path in sorted((ROOT / folder).rglob(pattern)):
            for message in read(path.read_text(encoding="utf-8")):
                found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def messages_in_python(source: str) -> Iterator[Message]:
    """Messages of gettext calls, under whatever name the module imports gettext."""
    tree = ast.parse(source)
    arguments_of = {
        alias.asname or alias.name: ARGUMENTS[alias.name.removesuffix("_lazy")]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name.removesuffix("_lazy") in ARGUMENTS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in arguments_of:
            meanings = arguments_of[node.func.id]
            texts = [constant_text(argument) for argument in node.args[: len(meanings)]]
            yield Message(**dict(zip(meanings, texts, strict=True)))


def constant_text(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"line {argument.lineno}: gettext of something that is not a plain text cannot be translated")


def messages_in_template(source: str) -> Iterator[Message]:
    """Messages of {% translate %}, {% blocktranslate %} and of _("…") within other tags and variables."""
    block = None
    for token in Lexer(source).tokenize():
        tag = token.contents if token.token_type == TokenType.BLOCK else ""
        if block is not None:
            if endblock_re.match(tag):
                yield block.message()
                block = None
            else:
                block.take(token)
        elif opening := block_re.match(tag):
            block = Block(context=unquoted(opening[2]), trimmed="trimmed" in tag.split())
        elif simple := inline_re.match(tag):
            yield Message(escaped(simple[1]), context=unquoted(simple[3]))
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            yield from (Message(escaped(quoted)) for quoted in constant_re.findall(token.contents))


def escaped(quoted: str) -> str:
    """As Django's templates look a text up: a lone % would be taken for a placeholder."""
    return unquoted(quoted).replace("%", "%%")


def unquoted(text: str | None) -> str:
    return text[1:-1] if text else ""


class Block:
    """The text between {% blocktranslate %} and its end, in its singular and its plural."""

    def __init__(self, *, context: str, trimmed: bool):
        self.context = context
        self.trimmed = trimmed
        self.parts = [""]

    def take(self, token) -> None:
        if token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            self.parts.append("")
        elif token.token_type == TokenType.VAR:
            self.parts[-1] += f"%({token.contents})s"
        elif token.token_type == TokenType.TEXT:
            self.parts[-1] += token.contents.replace("%", "%%")

    def message(self) -> Message:
        singular, plural = [trim_whitespace(part) if self.trimmed else part for part in [*self.parts, ""][:2]]
        return Message(singular, plural=plural, context=self.context)


def read_catalogue() -> polib.POFile:
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE))
    empty = polib.POFile()
    empty.metadata = METADATA
    return empty


def missing_messages(catalogue: polib.POFile) -> dict[Message, str]:
    """The messages without a Vietnamese text that can be relied on, with the first file that uses each."""
    translated = {key(entry) for entry in catalogue if entry.translated()}
    return {message: place for message, place in messages_in_sources().items() if message not in translated}


def key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, plural=entry.msgid_plural, context=entry.msgctxt or "")


def misplaced(entry: polib.POEntry) -> set[str]:
    """The placeholders that only the message or only one of its translations has."""
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return set().union(*(wanted ^ set(PLACEHOLDER.findall(text)) for text in texts))


def add_empty_entries(catalogue: polib.POFile, missing: dict[Message, str]) -> None:
    known = {key(entry) for entry in catalogue}
    for message, place in missing.items():
        if message not in known:
            catalogue.append(
                polib.POEntry(
                    msgid=message.msgid,
                    msgid_plural=message.plural,
                    msgstr_plural={0: ""} if message.plural else {},
                    msgctxt=message.context or None,
                    occurrences=[(place, "")],
                )
            )
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main() -> None:
    catalogue = read_catalogue()
    missing = missing_messages(catalogue)
    for message, place in missing.items():
        print(f"{place}: {message.msgid!r}")
    if "--add" in sys.argv:
        add_empty_entries(catalogue, missing)
    print(f"{len(missing)} messages without a Vietnamese text")


if __name__ == "__main__":
    main()
