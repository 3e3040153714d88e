"""What a file is by its first bytes, where it is no table: the sender learns what was chosen by mistake."""

import re

from answer import Refusal

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGICS = {
    b"%PDF": "pdf",
    b"{\\rtf": "word",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"BM": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"\x1f\x8b": "archive",
    b"SQLite format 3": "database",
    b"\0\1\0\0Standard ": "database",
    b"\x09\x00\x04\x00": "old_excel",
    b"\x09\x02\x06\x00": "old_excel",
    b"\x09\x04\x06\x00": "old_excel",
    b"\x09\x08\x08\x00\x00\x05": "old_excel",
    b"\x09\x08\x10\x00\x00\x06": "old_excel",
}
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
STREAMS = {"WordDocument": "word", "PowerPoint Document": "powerpoint", "__properties_version1.0": "mail"}
LOCK_FILE_BYTES = 165


def refuse_other_formats(content):
    for magic, name in MAGICS.items():
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64]):
            raise Refusal("other_format", format=name)
    if is_lock_file(content):
        raise Refusal("lock_file")
    start = without_nul(content[:2000]).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(rb"<(?:!doctype html|html|head|body|table|meta|style|!--\[if)", start, re.IGNORECASE):
        raise Refusal("other_format", format="web_page")
    if start.startswith(b"<?xml"):
        raise Refusal("other_format", format="xml_2003" if XML_2003 in without_nul(content[:8000]) else "xml")
    if start.lower().startswith(b"mime-version:"):
        raise Refusal("other_format", format="web_page")


def is_lock_file(content):
    """What Excel leaves beside an open workbook as ~$name.xlsx: the name of who opened it, twice, in 165 bytes."""
    return len(content) == LOCK_FILE_BYTES and 0 < content[0] < 55 and content[content[0] + 1 : 55].strip(b" ") == b""


def without_nul(content):
    return content.replace(b"\0", b"")


def format_of_ole(content):
    """xls; an encrypted xlsx has the same envelope, and so do the old files of the other office programs."""
    if utf16("EncryptedPackage") in content:
        raise Refusal("password_protected")
    if utf16("Workbook") not in content and utf16("Book") not in content:
        for stream, name in STREAMS.items():
            if utf16(stream) in content:
                raise Refusal("other_format", format=name)
    return "xls"


def utf16(text):
    return text.encode("utf-16-le")
