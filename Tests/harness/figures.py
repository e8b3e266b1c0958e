"""Figures that a run of the tests leaves behind for the documentation; they decide nothing."""

import os
from pathlib import Path


def note(what, value, unit):
    """One row of a Markdown table, in the file that LANTERN_FIGURES names."""
    place = os.environ.get("LANTERN_FIGURES")
    if place:
        with Path(place).open("a") as file:
            file.write(f"| {what} | {value:.1f} {unit} |\n")
