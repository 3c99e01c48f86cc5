"""What stops the work: an error with its place, such as a key of the configuration, and the problem.

What spoils a single document is never an error: such a document is set aside by a rule.
"""


class Error(Exception):
    """Something that stops a run: where, and what was expected and found."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        """A file, a line or a key; empty where there is no such place."""
        self.problem = problem
        """What was expected, and what was found."""

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else self.problem


class ConfigError(Error, ValueError):
    """A configuration that has no meaning; `place` names the key, or the file and line."""
