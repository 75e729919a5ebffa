"""How the table of the interface came to be as it is."""
