"""Gongdao (公道): the after-sales court of an online marketplace."""
