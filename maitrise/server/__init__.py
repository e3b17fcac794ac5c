"""The learner's page: how Voilà draws a lesson, and the Jupyter that serves it."""
