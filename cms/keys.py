"""Make the keys of a new installation: `python -m cms.keys FILE` writes them, unless the file is there already.

The file is read by the settings (see PRAECO_ENV). Keep a copy apart from the database's backups: without the vault's
key the credentials and protected names in the database cannot be read by anybody.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

KEY_BYTES = 32


def fresh_keys() -> dict[str, str]:
    """New random values for every secret of the settings."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PRAECO_VAULT_KEYS": f"k1={_key()}",
        "PRAECO_TAG_KEY": _key(),
        "PRAECO_AUDIT_KEY": _key(),
        "PRAECO_ANCHOR_KEY": _key(),
    }


def write_keys(path: Path) -> bool:
    """Write fresh keys to a file that only its owner can read. False, and nothing changed, when it exists.

    The file appears whole or not at all. Raises OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in fresh_keys().items())
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def _key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=")


def main(arguments: list[str]) -> int:
    """Write the file named on the command line; 2 where it is not named, 1 where it cannot be written."""
    if len(arguments) != 1:
        print("usage: python -m cms.keys FILE", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    try:
        written = write_keys(path)
    except OSError as error:
        print(f"{path}: {error.strerror}. Name a file in a folder that can be written.", file=sys.stderr)
        return 1
    print(f"{path}: {'new keys written' if written else 'keys are there, nothing changed'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
