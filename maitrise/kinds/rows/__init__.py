"""Pick every right row of a table."""

from __future__ import annotations

from maitrise.kinds.answer import in_a_list
from maitrise.kinds.contract import Kind
from maitrise.kinds.rows import question, words
from maitrise.kinds.rows.question import AskedRows, RowsQuestion

KIND: Kind[RowsQuestion, AskedRows, tuple[str, ...]] = Kind(
    question=RowsQuestion,
    asked=AskedRows,
    answer_shape="a list of row ids",
    interaction="choice",
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
    from_table=question.from_table,
    takes_table=True,
    from_code=in_a_list,
)
