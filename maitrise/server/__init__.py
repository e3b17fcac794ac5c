"""The course on the learner's own computer: its pages, what they keep, and JupyterLab on demand."""
