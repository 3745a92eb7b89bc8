"""`python -m renkei`: the command where its script is not on the path."""

from renkei.cli import main

if __name__ == "__main__":
    main()
