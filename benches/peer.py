#!/usr/bin/env python3
"""What a competent Python script makes of the same job: reads report folders, checks them, and writes the annual report and
the self-inspection report of each in Markdown and HTML.

    python3 peer.py IN [OUT] [--arithmetic-only] [--processes 2] [--today 2024-03-01]

Nothing is wasted on a single report: two processes, one Jinja2 environment and its compiled templates a process, tomllib
and csv from the standard library, every file read once, every figure parsed once, every head of a table looked at once a
process, every pattern compiled once and run over all words of a report at once. Needs Python from 3.11 on and Jinja2.

By default it does the same checks as nianbao on every report: that all is there, is written as the form says and adds up;
that the words agree with the tables and with themselves, and hold no placeholder, no other year or agency and no personal
data; deadlines and signatures; and documents that have been written already (`annual.txt`). On the generator's townships,
and on the conformance cases of a single report of the edition of 2021, it finds the same code in the same file at the same
line, and writes the same bytes (`tests/benches.rs` compares them). A report with an error is refused. Without OUT it only
checks.

With `--arithmetic-only` it does the arithmetic and the pages alone and reads no words: less than the same job.

It leaves out, in its own favour: places to the column, what a fault contradicts, what it most probably is and every wording
of it in two languages; last year's report and what must go on from it; editions before 2021 and tables of another edition;
local forms, waivers, settings, the register, `init` and `status`; fixes; what has not changed since the last run; words that
are templates of more than references; escaping for Markdown; files that appear whole or not at all, and results in the
order of the input.
"""

import argparse
import datetime
import os
import sys
from multiprocessing import Pool

PAGES = READ = INPUT = OUTPUT = None


def start(source, out, today, arithmetic_only):
    """What a process needs once."""
    global PAGES, READ, INPUT, OUTPUT
    INPUT, OUTPUT = source, out
    if out:
        from peer.pages import environment
        PAGES = environment()
    if arithmetic_only:
        from peer.lean import Report
        READ = Report
    else:
        from peer.checked import Checked
        READ = lambda folder: Checked(folder, today)


def work(folder):
    """Reads, checks and writes a report. Returns its faults, and whether it is refused."""
    report = READ(folder)
    if OUTPUT and not report.is_wrong:
        write(report)
    return report.faults, report.is_wrong


def write(report):
    from peer.pages import Words
    out = os.path.join(OUTPUT, os.path.relpath(report.folder, INPUT))
    os.makedirs(out, exist_ok=True)
    report.show()
    words = {False: Words(report, False), True: Words(report, True)}
    for name, html, template in PAGES:
        text = template.render(r=report, t=report.toml, w=words[html], year=report.year)
        with open(os.path.join(out, name), "wb") as f:
            f.write(text.encode())


def find(root):
    """The report folders below `root`, in order."""
    with os.scandir(root) as entries:
        entries = sorted(entries, key=lambda entry: entry.name)
    if any(entry.name == "report.toml" for entry in entries):
        yield root
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from find(entry.path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("input")
    parser.add_argument("output", nargs="?")
    parser.add_argument("--arithmetic-only", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date.today())
    arguments = parser.parse_args()
    job = arguments.input, arguments.output, arguments.today, arguments.arithmetic_only
    start(*job)  # a fault in the templates is said here, and not by every process again and again
    folders = list(find(arguments.input))
    faulty = 0
    with Pool(arguments.processes, start, job) as pool:
        for faults, is_wrong in pool.imap_unordered(work, folders, chunksize=32):
            faulty += is_wrong
            if faults:
                print("\n".join(faults))
    print(f"{len(folders)} reports, {faulty} with errors")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
