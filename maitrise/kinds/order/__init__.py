"""Put steps in order."""

from __future__ import annotations

from maitrise.kinds.answer import in_a_list
from maitrise.kinds.contract import Kind
from maitrise.kinds.order import question, words
from maitrise.kinds.order.question import AskedOrder, OrderQuestion

KIND: Kind[OrderQuestion, AskedOrder, tuple[str, ...]] = Kind(
    question=OrderQuestion,
    asked=AskedOrder,
    answer_shape="the list of all item ids",
    interaction="sequencing",
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
    from_code=in_a_list,
)
