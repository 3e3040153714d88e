"""A stream out of the envelope of old office files, which is a file system in one file. Layout: [MS-CFB]."""

import struct

FREE = 0xFFFFFFFA  # numbers from here on end a chain, or stand for no sector
ENTRY_BYTES = 128
HEADER = struct.Struct("<30xH16xI4xIIxxxxI")
SMALL_SECTOR_BYTES = 64
TABLE_IN_HEADER = struct.Struct("<109I")


class CompoundFile:
    """Raises ``ValueError`` where a chain of sectors runs in a circle or leaves the file."""

    def __init__(self, content):
        self.content = content
        shift, directory, self.smallest, small_table, self.next_table = HEADER.unpack_from(content)
        self.sector_bytes = 1 << min(shift, 12)
        self.table = self.allocation_table()
        self.entries = list(self.read_entries(self.chained(directory)))
        self.small_table = numbers(self.chained(small_table))
        self.small_sectors = self.chained(self.entries[0][1]) if self.entries else b""

    def stream(self, *names):
        """The first one that bears a name, the names in order; None without any."""
        for name in names:
            for found, start, size in self.entries:
                if found.upper() == name.upper():
                    return (self.small(start) if size < self.smallest else self.chained(start))[:size]
        return None

    def sector(self, number):
        start = (number + 1) * self.sector_bytes
        found = self.content[start : start + self.sector_bytes]
        if not found:
            raise ValueError("a sector outside the file")
        return found

    def allocation_table(self):
        places = list(TABLE_IN_HEADER.unpack_from(self.content, 76))
        following, seen = self.next_table, set()
        while following < FREE:
            if following in seen:
                raise ValueError("sectors in a circle")
            seen.add(following)
            *more, following = numbers(self.sector(following))
            places += more
        return [number for place in places if place < FREE for number in numbers(self.sector(place))]

    def chained(self, start):
        return b"".join(self.sector(number) for number in chain(self.table, start))

    def small(self, start):
        size = SMALL_SECTOR_BYTES
        return b"".join(
            self.small_sectors[number * size : (number + 1) * size] for number in chain(self.small_table, start)
        )

    def read_entries(self, directory):
        for place in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
            length, start, size = struct.unpack_from("<64xH50xII", directory, place)
            name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield name, start, size


def numbers(sector):
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def chain(table, start):
    for _ in table:
        if start >= FREE:
            return
        if start >= len(table):
            raise ValueError("a sector outside the file")
        yield start
        start = table[start]
    if start < FREE:
        raise ValueError("sectors in a circle")
