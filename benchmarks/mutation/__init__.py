"""Inputs that nobody would make on purpose (変異した入力): our own texts and files, damaged by structure.

Every mutation takes its choices from a `random.Random`, so that an input is known by its seed, and so
that Hypothesis and atheris can make the choices instead.
"""
