"""A kind like text but for its scoring, which was forgotten."""

from maitrise.kinds import text
from maitrise.kinds.contract import Kind
from maitrise.kinds.text import AskedText, TextQuestion

KIND: Kind[TextQuestion, AskedText, str] = Kind(
    question=TextQuestion,
    asked=AskedText,
    answer_shape="a text",
    interaction="long-fill-in",
    broken_rules=text._broken_rules,
    ask=text._ask,
    read_answer=text._read_answer,
    model_answer=text._model_answer,
    key=text._key,
    markdown=text._markdown,
    answer_words=text._answer_words,
    key_lines=text._key_lines,
    lost_line=text._lost_line,
    mistake=text._mistake,
    part_texts=text._part_texts,
    names_in_code=text._names_in_code,
    offered=text._offered,
    paper=text._paper,
    paper_key=text._paper_key,
)
