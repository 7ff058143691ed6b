"""``python -m sirekap``: the same as the installed command."""

from sirekap.bootstrap import main

if __name__ == "__main__":
    main()
