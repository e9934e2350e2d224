# Messages in English. Ids, attributes and variables are those of zh-CN.ftl; a test in src/messages.rs compares them.

## Reading files

nothing-to-read = no report folder found in `{ $path }`
    .label = no report.toml here
    .help = a report folder holds a report.toml; check the path, or lay one out with `nianbao init`
    .why = A report folder is a folder with a report.toml. If nothing was read, nothing has passed.
unreadable-file = this file cannot be read: { $reason }
    .label = not readable
    .help = make sure that no other program (Excel, say) has it open, that it is not damaged, and that you may read it
    .why = The file cannot be opened, or is larger than 16 MiB. What was not read must not pass as correct.
decoded-gb18030 = not UTF-8; read as { $encoding }
    .label = read as { $encoding }
    .help = nothing to do if the text looks right; to get rid of this note, save as "CSV UTF-8 (comma delimited)" in Excel
    .why = Chinese Excel saves CSV as GB18030. That can be read, but the encoding was inferred, so it is said.
invalid-encoding = bytes that are neither UTF-8 nor GB18030 (read as { $encoding } up to here)
    .label = unreadable from here on
    .help = open the file in Excel or an editor and save it as "CSV UTF-8 (comma delimited)"
    .why = In a file of damaged encoding figures could be misread too, so that none of it is used.
not-text = this is no text file; perhaps a workbook that was renamed
    .label = not text
    .help = open it in Excel and save it as "CSV UTF-8 (comma delimited)"
    .why = Renaming an .xlsx file to .csv does not make it a CSV file.
bad-toml = this part of report.toml is malformed: { $cause ->
        [full-width] Chinese quotes or a full-width equals sign
        [chinese-key] the name before the equals sign cannot be Chinese
        [quote] a quote is not closed
       *[other] { $detail }
    }
    .label = here
    .help = { $cause ->
        [full-width] write " and = with an English input method
        [chinese-key] restore the English name; change only what is between the quotes
        [quote] add the missing "; inside a text, use Chinese quotes
       *[other] compare the line with a file from `nianbao init`
    }
    .why = Each line of report.toml reads: name = "content". Name, equals sign and quotes are ASCII.
wrong-separator = the cells of this CSV file are not separated by commas
    .label = the whole line is taken for one cell
    .help = save as "CSV UTF-8 (comma delimited)" in Excel, or change the separators to commas
    .why = The cells of a CSV file are separated by ASCII commas. Full-width commas, semicolons and tabs do not separate them.
unclosed-quote = the quote in this cell is never closed
    .label = it begins here
    .help = add the other quote, or delete this one
    .why = With a quote left open, everything after it is taken for one cell, and figures shift.
empty-file = the file of `{ $table }` is empty
    .label = the head should be here
    .help = lay out a blank table elsewhere with `nianbao init` and copy its head and rows
    .why = There is nothing in the file, or only comments. Without a head nobody knows what the columns are.
unknown-file = `{ $file }` is the file of no table and was not read{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }.csv`?
    }
    .label = unknown file
    .help = rename the file after its table; keep other files in another folder
    .why = A table whose file is misnamed is not read, and its figures are lost.

## report.toml

missing-year = report.toml names no reporting year
    .label = `year` is missing
    .help = add a line at the top, such as `year = 2022`
    .why = The reporting year decides which statutory form holds.
no-edition = there is no form for { $year } (forms: { $editions })
    .label = this year
    .help = check the reporting year
    .why = From 2021 on the form of document 国办公开办函〔2021〕30号 holds, before that the forms of their time.
unknown-key = unknown key `{ $key }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = unknown
    .help = correct the name; what you need for yourself may stand under [extra]
    .why = What stands behind a misspelt key would not get into the report.
wrong-value = this is not what belongs here: { $expected ->
        [text] a text in quotes
        [prose] a text in quotes
        [list] a list of texts, such as ["a", "b"]
        [date] a date, such as 2023-01-15
        [year] a year, such as 2022
        [choice] one of { $choices }
        [table] a section, such as [name]
        [columns] the figures column by column, under [tables.table.row]
       *[figure] a figure
    } is expected
    .label = to be changed
    .help = write it as said above
    .why = What belongs behind each key is explained in the files that `nianbao init` writes.
missing-text = { $section ->
        [none] {""}
       *[other] { $section }:
    } { $keys } not filled in yet
    .label = to be filled in
    .help = write: { $hint }
    .why = The annual report or the self-inspection report must have this. What did not happen must be said not to have happened. Article 50 of the Regulations says what an annual report holds; governments also report on reviews, public appraisal and accountability.
broken-reference = a reference in `{ $key }` leads nowhere: { $detail }
    .label = in this text
    .help = write table.row.column, such as {"{{ requests.received.total }}"}
    .why = Double braces put a figure of a table into a text, so that they always agree. The figure must exist.

## Tables, rows, columns

missing-table = the table `{ $table }` is missing
    .label = a report for this year has it
    .help = add { $file } to the report folder, or [tables.{ $id }] to report.toml
    .why = The table is part of the report and must not be left out. The annual report has three (proactive disclosure, requests, reconsideration and litigation), which article 50 of the Regulations asks for, in the national form.
blank-table = the table `{ $table }` has not been filled in
    .label = blank as a whole
    .help = { $optional ->
        [yes] fill it in, or delete the file if you do not keep these figures
       *[no] fill in every cell; what did not occur is 0
    }
    .why = There is no figure in the table. What did not occur is 0, not blank.
duplicate-table = the table `{ $table }` is given twice
    .label = again here
    .help = keep one: the CSV file, or [tables] in report.toml
    .why = If the two differ, nobody knows which of them counts.
unknown-table = there is no table `{ $name }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = unknown
    .help = correct the table's name
    .why = The figures of a misnamed table would not get into the report.
unknown-row = `{ $table }` has no row `{ $written }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = no such row
    .help = correct the row's label, or delete the row
    .why = A row that the form does not have cannot be counted anywhere.
ambiguous-row = `{ $written }` may be one of several rows
    .label = which one?
    .help = move the row below the one that it belongs to (choices: { $choices })
    .why = The same label stands in several places; the row above it or its place tells them apart.
duplicate-row = `{ $row }` is given twice
    .label = again here
    .help = compare the two and keep one
    .why = A row given twice would be counted twice, and nobody knows which of them counts.
unnamed-row = this row holds `{ $written }` but has no label
    .label = which row is this?
    .help = give the row its label, or delete what is left over
    .why = A row without a label cannot be counted anywhere.
missing-row = `{ $table }` lacks rows ({ $count }): { $rows }
    .label = this table
    .help = add the rows; what did not occur is 0
    .why = The table has all its rows, those with nothing but noughts too. The annual report has the national form (Regulations, article 50).
unknown-column = `{ $table }` has no column `{ $written }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = no such column
    .help = correct the column's head, or delete the column
    .why = A column that the form does not have cannot be counted anywhere.
duplicate-column = the column `{ $column }` is given twice
    .label = again here
    .help = check the heads and keep one
    .why = Nobody knows which of the two counts.
missing-column = `{ $table }` lacks these columns: { $columns }
    .label = the head is here
    .help = add the columns and fill them in; what did not occur is 0
    .why = The table has all its columns; only totals may be left out, they are worked out. The annual report has the national form (Regulations, article 50).
extra-cell = this row has a cell more than the head: `{ $written }`
    .label = one too many
    .help = delete it, or move the figures back if they have shifted
    .why = Often a figure has shifted, or a comma within a number has made two cells of one.
undivided-group = `{ $row }` is given as one figure, without its parts
    .label = not divided
    .help = give the parts one by one: { $parts }
    .why = The form asks for the parts, so that the reasons can be seen.
unknown-parent = there is no column of the website called `{ $written }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = not in this table
    .help = name one that is in the table, or add it
    .why = A sub-column says which column it belongs to; that one must be in the table too.
circular-parent = `{ $row }` stands above itself
    .label = leads back to itself
    .help = check the columns above; the topmost have none
    .why = If each of two belongs to the other, nothing can be added up.
too-deep = `{ $row }` stands more than 20 levels deep
    .label = too deep
    .help = check the columns above
    .why = No website is that deep; most likely a parent is wrong.

## Figures in cells

blank-cell = `{ $row }`, `{ $column }` is blank
    .label = blank
    .help = fill it in; what did not occur is 0
    .why = Blank is not nought: it may have been forgotten. What did not occur is 0.
unexpected-figure = `{ $row }` has no `{ $column }`, yet `{ $written }` stands there
    .label = should be empty
    .help = move the figure to its column and leave this cell empty
    .why = The form has no cell here; most likely the figure stands in the wrong column.
not-a-number = `{ $written }` is not a number
    .label = { $column } takes a number
    .help = write the exact number, without words or dashes; what did not occur is 0
    .why = Figures must be exact. Words and approximations cannot be added up.
not-a-count = `{ $written }` is not a whole number
    .label = { $column } takes a whole number
    .help = write a whole number
    .why = Items and people are whole numbers; only amounts of money have decimals.
negative = `{ $written }` is negative
    .label = { $column } cannot be negative
    .help = write 0 or a positive number
    .why = Counts and amounts are never negative.
figure-too-large = `{ $written }` is too large, or has too many decimals
    .label = no such figure
    .help = check for stray digits: at most 15 before the point and 6 behind it
    .why = No report has such a figure; most likely two cells have run together.
normalised-figure = `{ $written }` is read as { $value }
    .label = read as { $value }
    .help = write { $value }
    .why = Full-width digits, thousands separators, spaces and units are understood, but other systems may misread them.
wrong-unit = `{ $written }` is in another unit; this column is in { $unit }
    .label = the unit is { $unit }
    .help = convert to { $unit } and write the number alone
    .why = Mixing up 元 and 万元 is wrong by ten thousand. The head gives the unit, the cell a number.
slash-not-allowed = `/` cannot stand here
    .label = { $column } takes a number
    .help = what did not occur is 0
    .why = `/` means that the agency has no such power. Everywhere else, what did not occur is 0.

## Arithmetic

wrong-total = { $along ->
        [row] `{ $row }`: { $column } is { $stated }, but its columns add up to { $sum }
        [group] `{ $row }`, `{ $column }` is { $stated }, but its parts add up to { $sum }
        [tree] `{ $row }`: { $column } is { $stated }, but the columns of the website add up to { $sum }
       *[column] `{ $row }`, `{ $column }` is { $stated }, but its rows add up to { $sum }
    }, { $more ->
        [stated] { $gap } too many
       *[sum] { $gap } too few
    }
    .label = { $stated } is stated, { $sum } is the sum
    .help = compare the marked figures with your records and correct the wrong one
    .why = A total equals the sum of its parts. If one figure is off, the whole table is in doubt; reviewers find nothing more often.
children-above-parent = `{ $row }` is { $stated }, but what is below it adds up to { $sum }, { $gap } more
    .label = at least { $sum }
    .help = compare the figures; if a column's figure does not include those below it, write counting = "exclusive" at the top of report.toml
    .why = A column's figure includes those of its sub-columns, so that it cannot be less than their sum.
broken-identity = { $says }; here the left side is { $left } and the right side { $right } ({ $row }, { $column })
    .label = left { $left }, right { $right }, difference { $difference }
    .help = compare the marked figures until { $equation } holds{ $explained_by ->
        [none] {""}
       *[other] {""}; if it is so indeed, give the reason under { $explained_by } in report.toml
    }
    .why = The form's figures must satisfy equations and limits, such as: the first item plus the second equals the third plus the fourth. If one does not hold, at least one figure is wrong.

## Powers and dates

power-not-held = { $level ->
        [township] a township
        [street] a street office
        [department] a department
        [county] a county
        [city] a city
       *[province] a province
    } does not usually make { $row }, yet `{ $column }` is { $stated }
    .label = should be 0 or `/`
    .help = if no { $row } were made, write 0 or `/`; normative documents belong in the next row (basis: { $citation })
    .why = Local government rules are made by provinces, by cities divided into districts and by autonomous prefectures. A township that fills in this row has most likely mistaken it for the next.
late-publication = published on { $published }, after the deadline { $deadline } (days: { $days })
    .label = date of publication
    .help = check the date; if it was late indeed, publish in time from now on (basis: { $basis })
    .why = The report must be published in time. By article 49 of the Regulations departments publish by 31 January, governments from the county up by 31 March. No day is set for townships and street offices; 31 March is taken for them. If a local notice sets an earlier day, give it under [deadline] in report.toml.
deadline-passed = the deadline { $deadline } has passed (days ago: { $days }), and there is no date of publication
    .label = no date of publication
    .help = publish soon, then fill in `date` under [publication] (basis: { $basis })
    .why = The deadline is over and nothing has been published. The authority in charge of disclosure can order agencies that do not do as required to mend it, or reprimand them (Regulations, article 47).
deadline-near = the deadline is { $deadline } (days left: { $days })
    .label = no date of publication
    .help = publish in time, then fill in `date` under [publication] (basis: { $basis })
    .why = Said from 14 days before the deadline to the day itself. The deadline rests on article 49 of the Regulations, or on the local notice named under [deadline] in report.toml.

## Form files (for those who change report-templates)

form-syntax = this form file is malformed: { $detail }
    .label = here
    .help = compare it with the form files that come with nianbao
    .why = Forms are TOML files; one that is malformed cannot be used.
form-unknown-id = the form has no `{ $id }`
    .label = unknown id
    .help = name a row, column or table that the form has
    .why = What a sum or an identity names must be in the form.
form-duplicate-id = the id `{ $id }` is used twice
    .label = again here
    .help = give it another id
    .why = An id is the permanent name of a row or column.
form-circular-sum = `{ $id }` is part of its own sum
    .label = leads back to itself
    .help = take it out of its parts
    .why = A sum that contains itself cannot be worked out.
form-equation = this is no equation; { $expected } is expected here
    .label = here
    .help = write row + row = row + row, with nothing but +, =, <= and >=
    .why = Identities know only sums and comparisons, so that a lawyer can read them.

## What is probably wrong (it explains the sums around it, and nothing else does)

advice-probable = { $slip ->
        [transposed] most likely `{ $first_row }`, `{ $first_column }` is wrong: it is { $written }, and with { $value } everything agrees (two digits transposed)
        [tenfold] most likely `{ $first_row }`, `{ $first_column }` is wrong: it is { $written }, and with { $value } everything agrees (a nought too many or too few)
        [extra-digit] most likely `{ $first_row }`, `{ $first_column }` is wrong: it is { $written }, and with { $value } everything agrees (a digit too many)
        [lost-digit] most likely `{ $first_row }`, `{ $first_column }` is wrong: it is { $written }, and with { $value } everything agrees (a digit is missing)
        [unit] most likely `{ $first_row }`, `{ $first_column }` is in the wrong unit (元, 万元): it is { $written }, and with { $value } everything agrees
        [sign] most likely `{ $first_row }`, `{ $first_column }` has the wrong sign: it is { $written }, and with { $value } everything agrees
        [swapped-in-row] most likely two figures of `{ $first_row }` are swapped: with `{ $first_column }` and `{ $last_column }` exchanged, everything agrees
        [swapped-in-column] most likely two figures in column `{ $first_column }` are swapped: with `{ $first_row }` and `{ $last_row }` exchanged, everything agrees
        [swapped-columns] most likely two columns are swapped: with `{ $first_column }` and `{ $last_column }` exchanged, everything agrees
        [swapped-rows] most likely two rows are swapped: with `{ $first_row }` and `{ $last_row }` exchanged, everything agrees
        [shifted-right] most likely the figures of `{ $first_row }` from `{ $first_column }` to `{ $last_column }` stand one cell too far right: moved back, with { $last_value } for `{ $last_column }`, everything agrees
        [shifted-left] most likely the figures of `{ $first_row }` from `{ $first_column }` to `{ $last_column }` stand one cell too far left: moved back, with { $first_value } for `{ $first_column }`, everything agrees
        [shifted-down] most likely the figures in column `{ $first_column }` from `{ $first_row }` to `{ $last_row }` stand one row too low: moved back, with { $last_value } for `{ $last_row }`, everything agrees
        [shifted-up] most likely the figures in column `{ $first_column }` from `{ $first_row }` to `{ $last_row }` stand one row too high: moved back, with { $first_value } for `{ $first_row }`, everything agrees
       *[cell] most likely `{ $first_row }`, `{ $first_column }` is wrong: it is { $written }, and with { $value } everything agrees
    }; compare with your records before you change it

## Labels

label-first-here = first here
label-form = the form says so
label-head = the head ends here
label-part = counted
label-term = concerned
label-required-here = required here
label-level = the agency's level
label-deadline = the local deadline
label-probable = probably wrong

## The program

severity-error = error
severity-warning = warning
severity-note = note
help-prefix = help
summary = reports checked: { $reports } · errors: { $errors } · warnings: { $warnings } · notes: { $notes }
summary-clean = reports checked: { $reports } · nothing found
render-refused = `{ $path }` has errors ({ $errors }), nothing was written; correct them, or write a draft with --draft
rendered = wrote { $file }
rendered-summary = reports: { $reports } · files: { $files }
status-title = { $agency } { $year }
status-complete = everything is filled in
status-missing = still to be filled in ({ $count }):
status-deadline-left = due { $deadline } (days left: { $days }; { $basis })
status-deadline-today = due today, { $deadline } ({ $basis })
status-deadline-passed = was due { $deadline } (days ago: { $days }; { $basis })
status-published = published { $date }
status-published-late = published { $date } (days late: { $days })
status-other-findings = other errors: { $errors } · warnings: { $warnings } · run `nianbao check { $path }`
init-done = report folder laid out in `{ $path }`
init-next = next: fill in report.toml and the CSV files, then run `nianbao check { $path }`
init-exists = `{ $path }` exists and is not empty; nothing was written, choose a new folder
init-bad-level = unknown level `{ $level }`; choose one of { $levels }
init-no-edition = there is no form for { $year } (forms: { $editions })
explain-unknown = there is no finding `{ $code }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }; `nianbao explain` lists them all
explain-example = Example:
explain-list-title = All findings (`nianbao explain CODE` says more):
cannot-run = cannot run: { $reason }

## Help

help-about = nianbao: checks and writes the annual disclosure reports of Chinese government bodies
help-init = Lay out a new report folder, every file blank and commented
help-check = Check report folders and point at what is wrong
help-render = Check, then write the reports (Markdown and HTML)
help-status = Say what is still missing, and the days left
help-explain = Say what a finding means and how to mend it
help-arg-global-lang = Language of messages: zh or en
help-arg-global-color = Colour: auto, always or never
help-arg-global-templates = Use the files in this folder in place of the built-in forms and templates
help-arg-init-folder = The folder to lay out
help-arg-init-year = The reporting year
help-arg-init-name = The agency's full name
help-arg-init-level = township, street, department, county, city or province
help-arg-reading-paths = Report folders, or folders that hold report folders
help-arg-reading-encoding = Encoding of the files: auto, utf-8 or gb18030
help-arg-reading-today = The day to take for today, such as 2023-03-01
help-arg-check-format = human or json
help-arg-check-fail-on = Fail from this severity on: error, warning or note
help-arg-render-output = The folder to write into
help-arg-render-document = Write only these: annual, self-inspection
help-arg-render-format = File formats: md, html
help-arg-render-draft = Write in spite of errors; every page says 草稿 (draft)
help-arg-render-fail-on = Refuse from this severity on: error, warning or note
help-arg-explain-code = The finding's code, such as wrong-total; all are listed without it
help-usage = Usage:
help-commands = Commands
help-options = Options
help-arguments = Arguments
help-help = Show help
help-version = Show the version
help-default = [default: { $value }]
help-footer = Exit status: 0 nothing found, 1 findings, 2 could not run
usage-unknown-argument = unknown option `{ $argument }`
usage-missing = missing: { $arguments }
usage-invalid-value = `{ $argument }` cannot be `{ $value }`{ $expected ->
        [none] {""}
       *[other] {""}; choose { $expected }
    }
usage-unknown-command = there is no command `{ $command }`
usage-other = this cannot be run: { $detail }
usage-see-help = see `nianbao --help`
