"""JupyterLab on a hub as ``maitrise learn`` opens it: solutions out of sight, lessons read only."""

c = get_config()  # noqa: F821 - Jupyter gives it

c.ServerApp.contents_manager_class = "maitrise.server.contents.CourseContents"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
