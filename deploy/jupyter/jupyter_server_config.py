"""JupyterLab on a hub as ``maitrise learn`` opens it: solutions out of sight, lessons read only."""

from maitrise.server.jupyter_environment import JUPYTER_PATH

c = get_config()  # noqa: F821 - Jupyter gives it

c.ServerApp.contents_manager_class = "maitrise.server.contents.CourseContents"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
# It says so where a proxy in front lets nothing run.
c.LabApp.extra_labextensions_path = [str(JUPYTER_PATH / "labextensions")]
