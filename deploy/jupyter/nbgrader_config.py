"""nbgrader's exchange for a learner's server: where cases are fetched from and handed in to."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader gives it

c.Exchange.root = os.environ.get("MAITRISE_EXCHANGE", "/srv/nbgrader/exchange")
c.Exchange.assignment_dir = str(Path.cwd())  # it must be absolute
