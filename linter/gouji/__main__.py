"""`python -m gouji`."""

from gouji.cli import run

if __name__ == "__main__":
    run()
