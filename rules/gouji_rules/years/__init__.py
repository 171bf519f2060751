"""Rules on years and dates."""
