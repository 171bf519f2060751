"""Rules on what must not be published about persons. Their findings are masked in every output."""
