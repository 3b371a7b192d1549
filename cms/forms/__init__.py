from .composer import ComposerForm

__all__ = ["ComposerForm"]
