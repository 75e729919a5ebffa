"""What runs by itself: the clerk, who writes what fell due, and the courier, who carries out what was written."""
