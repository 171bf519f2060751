"""Rules on the parts of a report: chapters, headings and tables."""
