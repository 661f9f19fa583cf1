"""A build on Apache Spark: documents, and what belongs together, go to the workers of a cluster.

Each step is that of :mod:`kg.steps` or :mod:`kg.resolve.passes`, as in the other engines; Spark brings together what a
step is given.
"""
