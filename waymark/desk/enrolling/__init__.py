"""A new colleague, from a one-time link to a key pair of their own."""
