"""What reading one file may cost; the figures are settings of the portal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """``text_rows``: of delimited text, which may be longer than a workbook. ``characters``: of what is sent back."""

    unpacked_bytes: int
    parts: int
    rows: int
    text_rows: int
    columns: int
    cells: int
    characters: int
    memory_bytes: int
    cpu_seconds: int
