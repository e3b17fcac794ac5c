"""A room: a class that joins by a code, its answers in the cohort, a wall for everybody to see."""
