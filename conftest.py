"""What all tests need, those beside the code of a kind of question too."""

from hypothesis import settings

# A loaded machine is slow, not wrong. Most properties are tried on each kind of question.
settings.register_profile("maitrise", deadline=None, max_examples=25)
settings.load_profile("maitrise")
