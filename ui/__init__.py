"""The window: the only place with PySide6. May import ``storage``, ``export`` and ``models``."""
