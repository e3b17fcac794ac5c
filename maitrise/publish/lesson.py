"""The lesson that a trainer names on the command line."""

from __future__ import annotations

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.course import Lesson, lessons


def written_lesson(name: str, language: Language) -> Lesson:
    """The lesson with this id.

    Raises:
        WrongCallError: there is none, or it is not written yet; the message lists those there are.
    """
    written = {lesson.id: lesson for lesson in lessons().values() if lesson.is_written}
    if name not in written:
        known = ", ".join(written)
        raise WrongCallError(say("slides.no-lesson", language, given=name, known=known))
    return written[name]
