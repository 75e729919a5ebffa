"""Pictures of a case: seen before, older than the order, edited, made by AI; and how two differ. Never a verdict."""
