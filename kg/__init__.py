"""Knowledge graphs from pages of Chinese local newspapers."""

__version__ = "0.1.0"
