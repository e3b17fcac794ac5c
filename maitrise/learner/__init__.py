"""What is a learner's own: who they are, their answers and their learning record."""
