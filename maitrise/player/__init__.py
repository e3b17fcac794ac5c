"""The learner's page: what each call of a notebook needs to show itself without a kernel.

Modules in JavaScript are the page; those in Python give it data and words in one language.
"""
