"""Rules on figures: equations come from the format edition, never from code."""
