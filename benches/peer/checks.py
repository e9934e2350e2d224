"""All checks of a report."""

from . import figures, prose


def check(report):
    figures.check(report)
    prose.check(report)
    if "annual" in report.chapters:
        report.chapters["annual"].check()
