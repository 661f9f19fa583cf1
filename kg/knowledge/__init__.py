"""What the program knows before it reads: areas, surnames, offices, bodies, verbs; data, and the doors to it.

:mod:`kg.knowledge.lexicon` reads the TSV files of this package, :mod:`kg.knowledge.areas` knows the administrative
areas of China, :mod:`kg.knowledge.surnames` what personal names are made of.
"""
