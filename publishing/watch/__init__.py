"""Whoever runs it sees how sending goes: figures, signs of life, and alerts. Nothing here sends or holds a post."""
