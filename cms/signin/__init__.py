"""Who signs in, with what, and how freshly. The libraries do the ceremonies; the rules stand in policy.py."""
