"""Rules on what the text says: numbers against the tables, parts against wholes, rates against counts, claims against figures."""
