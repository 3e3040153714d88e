"""The zip archive that a modern workbook is, checked before any parser of workbooks sees it."""

import copy
import io
import lzma
import zipfile
import zlib

from answer import Refusal

# A document type must stand before the root element, and no parser here expands entities anyway
PROLOG_BYTES = 64 * 1024
CHUNK_BYTES = 1024**2
LOCAL_HEADER_BYTES = 30
END_OF_DIRECTORY, END_BYTES = b"PK\x05\x06", 22  # it stands at the very end
ENCRYPTED = 0x1
DOCUMENT_TYPE = (b"<!DOCTYPE", b"<!ENTITY")
ACTIVE_PARTS = {"vbaProject": "macros", "macrosheets": "macros", "externalLinks": "external_links"}
ACTIVE_PARTS |= {"embeddings": "embedded_objects", "activeX": "embedded_objects"}
# The ways in which zipfile and zlib say that an archive is cut off or packed by an unknown method
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError)
UNREADABLE += (NotImplementedError, RuntimeError, OSError, ValueError, EOFError)


def check_zip(content, limits):
    """The names of the parts. What the directory of the archive says of them is held against what they are."""
    if content.rfind(END_OF_DIRECTORY) in {-1, *range(len(content) - END_BYTES + 1, len(content))}:
        raise Refusal("incomplete_file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            check_directory(parts, limits)
            room = limits.unpacked_bytes
            for part in parts:
                room -= unpacked(archive, part, room, limits)
    except UNREADABLE as error:
        raise Refusal("damaged_file") from error
    return [plain_name(part) for part in parts]


def check_directory(parts, limits):
    if len(parts) > limits.parts:
        raise Refusal("too_many_parts", limit=limits.parts)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refusal("unpacked_too_large", limit_mb=limits.unpacked_bytes // 1024**2)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Refusal("password_protected")
    names = [plain_name(part).lower() for part in parts]
    if len(set(names)) < len(names):
        raise Refusal("hostile_file", traps=["doubled_parts"])
    if any(".." in name.split("/") for name in names):
        raise Refusal("hostile_file", traps=["names_outside"])
    in_order = sorted(parts, key=lambda part: part.header_offset)
    for part, following in zip(in_order, in_order[1:], strict=False):
        if part.header_offset + LOCAL_HEADER_BYTES + part.compress_size > following.header_offset:
            raise Refusal("hostile_file", traps=["overlapping_parts"])


def plain_name(part):
    """Some programs pack with the separators of Windows."""
    return part.filename.replace("\\", "/")


def unpacked(archive, part, room, limits):
    """How many bytes a part really has; its checksum is right, and it declares no document type."""
    reported = part.file_size
    part = copy.copy(part)
    part.file_size = room + 2 * CHUNK_BYTES  # zipfile would stop where the directory says, other readers do not
    size, prolog = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            prolog = prolog or chunk[:PROLOG_BYTES]
            size += len(chunk)
            if size > room:
                raise Refusal("unpacked_too_large", limit_mb=limits.unpacked_bytes // 1024**2)
    if size != reported:
        raise Refusal("hostile_file", traps=["wrong_sizes"])
    if part.filename.lower().endswith((".xml", ".rels")):
        check_prolog(part.filename, prolog)
    return size


def check_prolog(name, prolog):
    if any(mark in prolog.replace(b"\0", b"") for mark in DOCUMENT_TYPE):
        raise Refusal("hostile_file", traps=["entities"])
    # The parser takes a sheet in UTF-16 for an empty one
    if b"\0" in prolog[:4] and "customXml" not in name:
        raise Refusal("damaged_file")


def format_of_zip(names):
    """By its parts, whatever its name says."""
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if any(name.lower().endswith("workbook.xml") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    folders = {name.partition("/")[0] for name in names}
    for folder, kind in [("word", "word"), ("ppt", "powerpoint"), ("xl", None)]:
        if folder in folders:
            raise Refusal("other_format", format=kind) if kind else Refusal("damaged_file")
    raise Refusal("other_format", format="archive")


def active_parts(names):
    return sorted({note for piece, note in ACTIVE_PARTS.items() if any(piece in name for name in names)})
