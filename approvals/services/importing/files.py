"""Files of imports lie sealed in the private folder, in pieces of a mebibyte, and go when their import ends."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from publishing.ground import vault

PIECE = 1 << 20  # bytes
HEAD = 257  # bytes in which a token names its key
LARGEST = 4 << 30  # bytes of a file


class TooLarge(Exception):
    """The file has more than LARGEST bytes."""


def path_of(key: UUID) -> Path:
    """Where the sealed file of import `key` lies."""
    return Path(settings.PRIVATE_MEDIA_ROOT) / "imports" / f"{key}.sealed"


def keep(key: UUID, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Seals the bytes into the file of import `key`. Gives their SHA-256 and their number. Raises TooLarge."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for number, piece in enumerate(_even(pieces)):
                digest.update(piece)
                size += len(piece)
                if size > LARGEST:
                    raise TooLarge
                token = vault.seal(piece, row=_row(key, number))
                file.write(len(token).to_bytes(4) + token)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def drop(key: UUID) -> None:
    """Removes the file of import `key`, if it is still there."""
    path_of(key).unlink(missing_ok=True)


def open_sealed(key: UUID) -> BinaryIO:
    """The bytes again, opened piece by piece as they are read. Raises OSError or VaultRefused."""
    return io.BufferedReader(_Unsealing(key), PIECE)


def heads() -> Iterator[bytes]:
    """The first bytes of every piece that lies sealed, which name its key."""
    for path in path_of(UUID(int=0)).parent.glob("*.sealed"):
        with suppress(FileNotFoundError), path.open("rb") as file:  # an import that ends takes its file with it
            while size := int.from_bytes(file.read(4)):
                head = file.read(min(size, HEAD))
                yield head
                file.seek(size - len(head), io.SEEK_CUR)


def _even(pieces: Iterable[bytes]) -> Iterable[bytes]:
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= PIECE:
            yield bytes(buffer[:PIECE])
            del buffer[:PIECE]
    if buffer:
        yield bytes(buffer)


def _row(key: UUID, number: int) -> str:
    return f"import:{key}:{number}"


class _Unsealing(io.RawIOBase):
    """Reads a sealed file. It can go back as far as to its beginning, which is all that the reader asks."""

    def __init__(self, key: UUID) -> None:
        self.key, self.file = key, path_of(key).open("rb")
        self.number, self.piece, self.at = 0, b"", 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return max(0, self.number - 1) * PIECE + self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self.tell()
        self.file.seek(0)
        self.number, self.piece, self.at = 0, b"", 0
        while self.number * PIECE <= offset and self._next():
            self.at = min(len(self.piece), offset - (self.number - 1) * PIECE)
        return offset

    def readinto(self, buffer: Any) -> int:
        if self.at == len(self.piece) and not self._next():
            return 0
        part = self.piece[self.at : self.at + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)

    def _next(self) -> bool:
        head = self.file.read(4)
        if not head:
            return False
        self.piece = vault.unseal(self.file.read(int.from_bytes(head)), row=_row(self.key, self.number))
        self.number, self.at = self.number + 1, 0
        return True

    def close(self) -> None:
        self.file.close()
        super().close()
