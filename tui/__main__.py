"""`python -m tui` is `auditbook`."""

from tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
