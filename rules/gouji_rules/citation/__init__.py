"""Rules on the documents and laws a report cites."""
