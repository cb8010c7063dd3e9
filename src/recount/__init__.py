"""Recount: published accounts of people, counted so that every number opens the words it rests on."""

__version__ = "0.1.0"
