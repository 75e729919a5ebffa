"""Cases: reading them from files, deciding them, and comparing the decision with what was expected."""
