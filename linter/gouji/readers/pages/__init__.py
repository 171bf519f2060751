"""What stands on the pages of a PDF: lines of text and ruled tables, found by where glyphs and rules are.

`worker` runs in a process of its own and knows the PDF library; `lines` and `lattice` know geometry only; `flow` puts pages
together and knows what a report's tables are called.
"""
