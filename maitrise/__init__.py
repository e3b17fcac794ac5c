"""maitrise: a course in French and English on who decides, helps, builds and watches in a project.

Notebooks import ``maitrise.fr`` or ``maitrise.en``; everything else is
for the authors, trainers and engineers who keep the course.
"""

__version__ = "0.2.0"
