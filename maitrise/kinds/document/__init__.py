"""Review a document: mark what is wrong or missing in it, and say which fault it is."""

from __future__ import annotations

from collections.abc import Mapping

from maitrise.kinds.contract import Kind
from maitrise.kinds.document import question, rules, words
from maitrise.kinds.document.question import AskedDocument, DocumentQuestion

KIND: Kind[DocumentQuestion, AskedDocument, Mapping[str, str]] = Kind(
    question=DocumentQuestion,
    asked=AskedDocument,
    answer_shape="a table from passage ids to fault ids",
    interaction="matching",
    broken_rules=rules.broken_rules,
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
)
