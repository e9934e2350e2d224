"""A document that has been written already (`annual.txt`): its title, its chapters, and what each must speak of."""

import datetime

from .forms import FORM, normal
from .prose import is_hollow
from .text import dates, han_number

SENDS = ("报送", "上报", "呈报", "呈送", "报请")


class Chapter:
    """A chapter as written, and which of the form's it is, by its heading or only by its number."""

    def __init__(self, ordinal, heading, line):
        self.ordinal, self.heading, self.line = ordinal, heading, line
        self.lines, self.place, self.by_heading = [], None, False


class Document:
    def __init__(self, report, name, document):
        self.report, self.name, self.document = report, name, document
        self.title, self.title_line, self.chapters, self.opening, self.last = None, 1, [], [], None

    def signed(self):
        """The date in the last line, and its place."""
        if self.last and len(self.last[0]) <= 14:
            text, line = self.last
            for _, _, year, day, _ in dates(text, 0, len(text))[:1]:
                if year and day:
                    try:
                        return datetime.date(year, *day), (self.name, line)
                    except ValueError:
                        pass
        return None, (self.name, None)

    def fault(self, line, code, severity="error", what=""):
        self.report.fault(self.name, line, code, severity, what)

    def check(self):
        self.check_title()
        self.match()
        if FORM.chapters:
            self.check_order()
        for chapter in self.chapters:
            if chapter.place is not None:
                self.check_words(chapter, FORM.chapters[chapter.place])

    def check_title(self):
        is_line = lambda line: len(line) <= 45 and not line.endswith(("。", "：", "；"))
        title = self.title
        if title is None or not is_line(title):
            return
        if self.opening and is_line(self.opening[0]) and "报告" not in title:
            title += self.opening[0]
        if title.startswith("关于") and any(word in title for word in SENDS) or title.endswith("的函"):
            self.fault(self.title_line, "cover-letter", what=title)
        elif "年度报告" not in title and "年报" not in title:
            self.fault(self.title_line, "wrong-title", "note" if "年度工作报告" in title else "error", title)
        elif any(year and year != self.report.year for _, _, year, *_ in dates(title, 0, len(title))):
            self.fault(self.title_line, "wrong-title", what=title)

    def match(self):
        for chapter in self.chapters:
            heading = normal(chapter.heading)
            chapter.place = next((i for i, of in enumerate(FORM.chapters) if heading in of["normal"]), None)
            chapter.by_heading = chapter.place is not None
        # In other words, in the place of a chapter that is not there otherwise, it is that chapter.
        for chapter in self.chapters:
            place = chapter.ordinal - 1
            if chapter.place is None and 0 <= place < len(FORM.chapters):
                if all(other.place != place for other in self.chapters):
                    chapter.place = place

    def check_order(self):
        places = {chapter.place for chapter in self.chapters}
        if not places.issuperset(range(len(FORM.chapters))):
            self.fault(self.chapters[-1].line if self.chapters else 1, "missing-chapter")
        before = 0
        for expected, chapter in enumerate(self.chapters, 1):
            if chapter.ordinal != expected or chapter.place is not None and chapter.place < before:
                self.fault(chapter.line, "chapter-order", what=chapter.heading)
                break
            before = before if chapter.place is None else chapter.place
        for chapter in self.chapters:
            if chapter.place is None and not chapter.heading.startswith("附"):
                self.fault(chapter.line, "extra-chapter", "warning", chapter.heading)
            elif chapter.place is not None and not chapter.by_heading:
                self.fault(chapter.line, "odd-heading", "note", chapter.heading)

    def check_words(self, chapter, of):
        words, least = "\n".join(chapter.lines), of.get("least", 0)
        length = sum(map(str.isalnum, words))
        hollow = least > 0 and is_hollow(words)
        if of.get("words") and (length == 0 or least > 0 and length < least or hollow):
            self.fault(chapter.line, "hollow-text", what=chapter.heading)
        if words.strip() and not hollow:
            missing = {
                aspect["severity"] for aspect in of.get("aspect", ())
                if self.report.level in aspect.get("levels", (self.report.level,))
                and not any(word in words for word in aspect["said_by"])
            }
            for severity in missing:
                self.fault(chapter.line, "missing-aspect", severity, chapter.heading)


def heading(line):
    """The number and the words of a chapter's heading: `一、总体情况`."""
    number, mark, words = line.partition("、")
    words = words.strip()
    if not mark or not 1 <= len(number) <= 3 or not 1 <= len(words) <= 40 or any(end in words for end in "。，；："):
        return None
    try:
        ordinal = han_number(number)
    except KeyError:
        return None
    return None if ordinal is None else (ordinal, words)


def read(report, name, document, text):
    """Adds a document's paragraphs to the report's. Lines of tables are left out: the figures are in their own files."""
    of = report.chapters[document] = Document(report, name, document)
    chapter = None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line.startswith(("|", "┃", "<")):
            continue
        line = line.lstrip("#> 　")
        if not line:
            continue
        found = heading(line)
        if found:
            chapter = Chapter(*found, number)
            of.chapters.append(chapter)
        elif of.title is None and chapter is None:
            of.title, of.title_line = line, number
        else:
            (chapter.lines if chapter else of.opening).append(line)
            of.last = line, number
            report.paragraphs.append(line)
            report.written.append((document, 0, chapter, name, number))
