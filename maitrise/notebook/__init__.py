"""Thin widgets: each call of a notebook is drawn by the page's own front end.

A widget holds no answer and no rule: the page's JavaScript does what a page does, and asks the
notebook's channel for the learner's files. Where no widget runs, a call has a Markdown form.
"""
