"""What comes in from outside as a file: what it really is, whether it can be read, and what it tells of itself."""
