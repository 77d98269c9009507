"""`python -m autokg`: the command line, where its script is not on the path."""

from autokg.cli import main

if __name__ == "__main__":
    main()
