"""The command line: the only part that reads the disk, the clock and the environment; everything may be imported."""
