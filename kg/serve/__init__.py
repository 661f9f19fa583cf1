"""A local site over one OUTPUT: the view, the articles, and a SPARQL endpoint with a desk to ask at.

What is asked runs in processes of its own (:mod:`kg.serve.nursery`), so that a query can take too long, want too much
or die without anybody else noticing. Nothing is imported here: those processes need few of the modules.
"""
