"""Gongdao (公道): the after-sales court of an online marketplace."""

__version__ = "0.1.0"
