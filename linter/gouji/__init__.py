"""gouji: a plugin-based linter for the annual government-information reports of Chinese administrative organs."""

__version__ = "0.1.0"
