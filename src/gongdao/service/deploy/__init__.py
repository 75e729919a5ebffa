"""Whether an installation is fit for the public."""
