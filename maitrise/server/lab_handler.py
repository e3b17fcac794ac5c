"""From a page to its notebook in JupyterLab."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from tornado.web import HTTPError

from maitrise.base.errors import SetupError
from maitrise.base.text import Language, say
from maitrise.cases.files import assignment, root_folder
from maitrise.server.error_page import plain_page
from maitrise.server.handler import Handler
from maitrise.server.lab_process import LabProcess

_SHORT_WAIT = 0.2  # seconds; longer, and the learner is told what they wait for
_ASK_AGAIN = 1


class LabHandler(Handler):
    """Opens a page's notebook; starts JupyterLab if it is not running yet."""

    async def get(self, language: Language, page: str) -> None:
        """Lead to the notebook, or say that JupyterLab is starting and ask again."""
        lab: LabProcess = self.settings["lab"]
        if self.access.documents(self) is None:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        notebook = _notebook(language, page)
        if notebook is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        try:
            address = await asyncio.wait_for(lab.address(quote(notebook)), _SHORT_WAIT)
        except TimeoutError:
            self.set_header("Refresh", str(_ASK_AGAIN))
            self.finish(plain_page(say("server.lab-starting", language), language))
        except SetupError as error:
            self.set_status(HTTPStatus.INTERNAL_SERVER_ERROR)
            self.finish(plain_page(str(error), language))
        else:
            self.set_header("Referrer-Policy", "no-referrer")
            self.redirect(address)


def _notebook(language: Language, page: str) -> str | None:
    """The notebook of a lesson or a case, from the course's root."""
    places = (
        Path("course", language, f"{page}.ipynb"),
        Path("exercises", assignment(page, language), f"{page}.ipynb"),
    )
    return next((each.as_posix() for each in places if (root_folder() / each).is_file()), None)
