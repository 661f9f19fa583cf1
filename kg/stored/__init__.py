"""Builds of any size: claims and graph are tables on the disk, and every step sees but a part of them at a time.

The steps themselves are those of :mod:`kg.resolve`, :mod:`kg.export` and :mod:`kg.view`; here they are handed what
belongs together.
"""
