"""The files on both ends: what is read, and how the output is replaced."""
