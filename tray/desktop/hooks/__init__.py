"""How the person's own commands are run on Unix, without anybody waiting for them."""
