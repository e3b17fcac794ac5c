"""What a learner clicks: one view a kind of question, the quiz, the lesson bar, the RACI explorer.

A view holds state and display, nothing else: judging is done in ``maitrise.questions``, keeping in
``maitrise.sheet`` and ``maitrise.record``. Each view is imported from its own module, so that a
page loads only what it shows.
"""
