"""`python -m copyfit`."""

from copyfit.cli import main

if __name__ == "__main__":
    main()
