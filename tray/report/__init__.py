"""Looking back: a page that says what a period was like, made in a process that ends."""
