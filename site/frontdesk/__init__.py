"""Frontdesk: the website of a company that sells and supports equipment."""
