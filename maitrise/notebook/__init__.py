"""What a learner clicks: one view a kind of question, the quiz, the lesson bar, the RACI explorer.

A view holds state and display, nothing else: judging is done in ``maitrise.kinds``, keeping in
``maitrise.learner.sheet`` and ``maitrise.learner.record``. Each view is imported from its own
module, so that a page loads only what it shows.
"""
