"""The command line, in this process: ``scutch`` or ``python -m scutch``."""

import sys

from . import _native


def main() -> int:
    return _native.main(["scutch", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
