"""Flash cards on the page: one at a time, turned over and rated by the learner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import traitlets

from maitrise.base.errors import SheetError
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.course import lessons
from maitrise.learner.cards import RATINGS, Card, CardBox, Queue, deck
from maitrise.learner.learner_data import record_file
from maitrise.learner.lease import WriteLease
from maitrise.learner.record import read_statements
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View
from maitrise.player import flash_cards

NEW_AT_A_TIME = 10


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FlashCards(View):
    """The card to do now, and how many there are; each rating is kept at once.

    A sitting shows ten new terms; the learner may ask for ten more.
    """

    _esm = javascript("make", "flash-cards")
    labels = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, language: Language, clock: Callable[[], datetime] = _utc_now) -> None:
        self.language: Language = language
        self._clock = clock
        self._allowance = NEW_AT_A_TIME
        self._lease = WriteLease(language)
        self._box = CardBox(learner_folder() / "cards.json", language)
        self._box.open()
        names = ("title", "show", "how-well", "answer", "more", "offered", "lesson")
        statements, _ = read_statements(record_file())
        self._deck = deck(language, statements)
        super().__init__(
            labels={name: say(f"cards.{name}", language) for name in names},
            state=self._state(" ".join(self._box.notices)),
        )
        self.on_msg(self._on_message)

    def _queue(self) -> Queue:
        return self._box.queue(self._deck, self._clock(), self._allowance)

    def _state(self, notice: str = "") -> dict[str, Any]:
        queue = self._queue()
        counts = say(
            "cards.counts", self.language, due=queue.due, new=queue.fresh, total=queue.total
        )
        return {
            "card": self._shown(queue.next) if queue.next else None,
            "counts": counts,
            "done": "" if queue.next else self._done(queue),
            "notice": notice,
        }

    def _shown(self, card: Card) -> dict[str, Any]:
        language, now = self.language, self._clock()
        return {
            "id": card.id,
            "kind": say(f"cards.kind.{card.kind}", language),
            "front": card.front,
            "offered": list(card.offered),
            "back": list(card.back),
            "backLanguage": card.back_language,
            "lesson": self._lesson(card.lesson) if card.lesson else None,
            "ratings": [
                {
                    "id": rating,
                    "words": say(f"cards.{rating}", language),
                    "when": _in_words(self._box.intervals(card.id, now)[rating], language),
                }
                for rating in RATINGS
            ],
        }

    def _lesson(self, name: str) -> dict[str, str]:
        return {"title": lessons()[name].title.said_in(self.language), "href": f"{name}.ipynb"}

    def _done(self, queue: Queue) -> str:
        if queue.next_due is None:
            return say("cards.done", self.language)
        when = _in_words(queue.next_due - self._clock(), self.language)
        return say("cards.done-until", self.language, when=when)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        notice = ""
        if content.get("act") == "more":
            self._allowance += NEW_AT_A_TIME
        elif content.get("act") == "rate":
            notice = self._rate(str(content.get("card")), str(content.get("rating")))
        self.state = self._state(notice)

    def _rate(self, card: str, given: str) -> str:
        """Schedule the card that was shown; a click on one that is gone does nothing.

        Returns:
            What the learner should be told; "" when all is well.
        """
        shown = self._queue().next
        rating = next((each for each in RATINGS if each == given), None)
        if shown is None or shown.id != card or rating is None:
            return ""
        if self._box.is_new(card) and shown.kind != "question":
            self._allowance -= 1
        try:
            with self._lease.writing():
                self._box.rate(card, rating, self._clock())
        except SheetError as error:
            return str(error)
        return ""

    def markdown(self) -> str:
        """The same as plain Markdown: what the cards are, without a card of anyone's own."""
        return flash_cards.markdown(self.language)


def _in_words(interval: timedelta, language: Language) -> str:
    """How long until a card comes back, in minutes, hours, days or months."""
    minutes = max(1, round(interval.total_seconds() / 60))
    if minutes < 60:
        return say("cards.in-minutes", language, count=minutes)
    if minutes < 24 * 60:
        return say("cards.in-hours", language, count=round(minutes / 60))
    days = round(minutes / (24 * 60))
    if days == 1:
        return say("cards.tomorrow", language)
    if days < 60:
        return say("cards.in-days", language, count=days)
    return say("cards.in-months", language, count=round(days / 30.4))
