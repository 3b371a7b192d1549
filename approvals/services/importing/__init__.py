"""Imports of the register, from the file to the switch: see docs/adr/0013.

The dry run reads all and writes nothing. The import writes new matters out of sight and changes sealed; one short
transaction then shows all of it at once.
"""

from .jobs import (
    file_import,
    import_ask,
    import_check,
    import_create,
    import_drop,
    import_or_none,
    import_put_back,
    import_run,
    import_write,
    imports_due,
)

__all__ = [
    "file_import",
    "import_ask",
    "import_check",
    "import_create",
    "import_drop",
    "import_or_none",
    "import_put_back",
    "import_run",
    "import_write",
    "imports_due",
]
