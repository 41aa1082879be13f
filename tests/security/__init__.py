"""Other users, hostile texts, planted files: what must not get through."""
