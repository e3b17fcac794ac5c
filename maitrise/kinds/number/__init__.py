"""Give a number."""

from __future__ import annotations

from maitrise.kinds.contract import Kind
from maitrise.kinds.number import question, words
from maitrise.kinds.number.question import AskedNumber, NumberQuestion

KIND: Kind[NumberQuestion, AskedNumber, float] = Kind(
    question=NumberQuestion,
    asked=AskedNumber,
    answer_shape="a finite number",
    interaction="numeric",
    broken_rules=question.broken_rules,
    ask=question.ask,
    read_answer=question.read_answer,
    score=question.score,
    model_answer=question.model_answer,
    key=question.key,
    markdown=words.markdown,
    answer_words=words.answer_words,
    key_lines=words.key_lines,
    lost_line=words.lost_line,
    mistake=words.mistake,
    part_texts=words.part_texts,
    names_in_code=words.names_in_code,
    offered=words.offered,
    paper=words.paper,
    paper_key=words.paper_key,
    from_code=question.from_code,
    typed=words.typed,
)
