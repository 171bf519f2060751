"""Data that gouji and its rules read: JSON Schemas and the national format editions. No code lives here."""
