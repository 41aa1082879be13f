"""Makes and checks what other languages need: catalogues of messages, and formats cut down from CLDR."""
