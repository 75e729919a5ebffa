"""Evidence: which item speaks for which fact, with what weight, and whether the burden was met."""
