"""Finders of personal data by form: each yields folded places in one surface."""
