"""nbgrader's exchange: where cases are released to, fetched from and handed in to."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader gives it

c.Exchange.root = os.environ.get("MAITRISE_EXCHANGE", "/srv/nbgrader/exchange")
c.Exchange.assignment_dir = str(Path.cwd())  # it must be absolute

if "JUPYTERHUB_USER" in os.environ:  # a learner's server: whose work it is, the hub knows
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
