"""Rules on wording and punctuation: what an editor corrects before a report goes out."""
