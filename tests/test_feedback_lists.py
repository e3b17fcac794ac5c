"""Lists on a feedback page, which are put together from items that were read before."""

from hypothesis import example, given
from hypothesis import strategies as st

from maitrise.marking.feedback_page import _html, _read

_PIECES = [
    "- ",
    "1. ",
    "2. ",
    "10. ",
    "\n",
    " ",
    "a",
    "**b**",
    "*",
    "<b>",
    "> ",
    "# ",
    "[x](y)",
    "`",
    "é",
]
_ITEMS = st.lists(st.text("ab*_`<>&[]()#-.1 é", min_size=1, max_size=12), min_size=1, max_size=4)


def bullets(texts: list[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def numbers(texts: list[str]) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


@example("- <b>")
@example("- - -")
@given(
    st.one_of(
        _ITEMS.map(bullets),
        _ITEMS.map(numbers),
        st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    )
)
def test_a_list_looks_as_if_it_was_read_whole(markdown: str) -> None:
    assert _html(markdown) == _read(markdown)
