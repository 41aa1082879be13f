"""The law and the warnings held against published studies."""
