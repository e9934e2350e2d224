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
    .help = nothing to do if the text looks right; to get rid of this note, save as "CSV UTF-8 (comma delimited)" in Excel, or run `nianbao check FOLDER --fix`
    .why = Chinese Excel saves CSV as GB18030. That can be read, but the encoding was inferred, so it is said.
invalid-encoding = bytes that are neither UTF-8 nor GB18030 (read as { $encoding } up to here)
    .label = unreadable from here on
    .help = open the file in Excel or an editor and save it as "CSV UTF-8 (comma delimited)"
    .why = In a file of damaged encoding figures could be misread too, so that none of it is used.
not-text = this is no text file; perhaps a workbook that was renamed
    .label = not text
    .help = open it in Excel and save it as "CSV UTF-8 (comma delimited)"
    .why = Renaming an .xlsx file to .csv does not make it a CSV file.
bad-toml = this part of { $file } is malformed: { $cause ->
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
       *[other] look the line over: an English name, an equals sign, the text in ASCII quotes
    }
    .why = Each line of the file reads: name = "content". Name, equals sign and quotes are ASCII.
wrong-separator = the cells of this CSV file are not separated by commas
    .label = this is taken for one cell
    .help = change the separators to commas, or save as "CSV UTF-8 (comma delimited)" in Excel
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
    .help = correct the name{ $free ->
        [yes] ; what you need for yourself may stand under [extra]
       *[no] , or delete it
    }
    .why = What stands behind a misspelt key would not get into the report.
wrong-value = this is not what belongs here: { $expected ->
        [text] a text in quotes
        [prose] a text in quotes
        [list] a list of texts, such as ["a", "b"]
        [date] a date, such as 2023-01-15
        [year] a year, such as 2022
        [choice] one of { $choices }
        [table] a section, such as [name]
        [waivers] a list of waivers, each headed [[waiver]]
        [values] the values that were looked at, such as {"{"} name = "value" {"}"}
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
    .help = compare the two: correct a wrong label, and keep one of two that are the same
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
    .help = check the heads: correct a wrong one, and keep one of two that are the same
    .why = Nobody knows which of the two counts.
missing-column = `{ $table }` lacks these columns: { $columns }
    .label = the head is here
    .help = add the columns and fill them in; what did not occur is 0
    .why = The table has all its columns; only totals may be left out, they are worked out. The annual report has the national form (Regulations, article 50).
extra-cell = this row has a cell more than the head: `{ $written }`
    .label = one too many
    .help = delete it, or move the figures back if they have shifted; if every row has one more, the head lacks one: add it
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
    .help = { $total ->
        [none] fill it in; what did not occur is 0
       *[other] its parts add up to { $total }: check that, and write { $total }
    }
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
    .why = Counts and amounts are never negative; only columns such as 本年增/减 take a sign.
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
    .help = { $own ->
        [yes] write one of these units after the number: { $unit }
       *[no] convert to { $unit } and write the number alone
    }
    .why = Mixing up 元 and 万元 is wrong by ten thousand. The head gives the unit, the cell a number.
slash-not-allowed = `/` cannot stand here
    .label = { $column } takes a number
    .help = what did not occur is 0; a total is the sum of its parts
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
    .help = compare the figures; if a column's figure does not include those below it, write counting = "exclusive" at the top of report.toml, and fill in the columns that are blank
    .why = A column's figure includes those of its sub-columns, so that it cannot be less than their sum.
broken-identity = { $says }; here the left side is { $left } and the right side { $right } ({ $row }, { $column })
    .label = left { $left }, right { $right }, difference { $difference }
    .help = compare the marked figures and correct the wrong one, so that the sentence above holds{ $explained_by ->
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
    .help = check the date (basis: { $basis }); if it was late indeed, put down why: nianbao check FOLDER --write-waiver late-publication --reason "…"
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

## Words

text-against-table = the text says `{ $written }`, but the table has { $figure } for { $column } of “{ $row }”
    .label = the table has { $figure }
    .help = find out which is right and mend the other{ $within ->
        [text] {""}
       *[key] {""}; best refer to the figure as {"{{ "}{ $reference }{" }}"}, so that they always agree
    }
    .why = Text and tables speak of the same things, so that their figures must agree. Readers compare them.
approximate-figure = the text says `{ $written }`, but there is an exact figure: { $figure } for { $column } of “{ $row }”
    .label = the exact figure is { $figure }
    .help = write the exact figure{ $within ->
        [text] {""}
       *[key] {""}, or refer to it: {"{{ "}{ $reference }{" }}"}
    }
    .why = Where there is an exact tally, “more than” and “about” have no place.
none-against-figure = the text says `{ $written }`, but the table has { $figure } for { $column } of “{ $row }”
    .label = the table has { $figure }
    .help = if there was none, the figure is 0; if there was, mend the sentence
    .why = Text that denies what the table shows has often been copied from an earlier year; one of the two is wrong.
unchecked-figure = { $count } figures in this text were not compared with any table: { $figures }
    .label = from here on
    .help = { $within ->
        [text] check them against the register; then put that down: nianbao check FOLDER --write-waiver unchecked-figure --reason "checked"
       *[key] refer to figures that a table has, e.g. {"{{ requests.received.total }}"}; check others against the register, put them into [extra] and refer to {"{{ extra.name }}"}
    }
    .why = Nobody can tell which cell a typed figure comes from, so that it cannot be checked. A reference always agrees.
breakdown-mismatch = `{ $written }` does not agree with the parts listed: { $terms }={ $sum }, { $more ->
        [sum] { $gap } too many
       *[stated] { $gap } too few
    }
    .label = the parts come to { $sum }
    .help = check each part, so that they come to the total; a list that is not complete begins with 其中 or ends with 等
    .why = The parts that a text lists add up to their total; a list after 其中 may stop short of it, but not exceed it.
breakdown-short = the parts listed after `{ $written }` come to { $sum } ({ $terms }), { $gap } less than the total
    .label = the parts come to { $sum }
    .help = if the list is not complete, end it with 等 or add “其他{ $gap }{ $unit }”; if it should be, check each part
    .why = After 其中 a part of the whole may be listed, so that this need not be wrong; a list meant to be complete is.
duplicate-item = `{ $item }` is listed twice in one sentence
    .label = listed again
    .help = keep one of the two; if they are two things, say what sets them apart
    .why = An item listed twice is counted twice, or one of the two has the wrong name.
wrong-share = the share of `{ $part }` is given as { $stated } %, but is { $right ->
        [100] at most 100
       *[other] { $right }
    } %
    .label = not its share
    .help = work it out again: the part divided by the total, times 100
    .why = A share equals its own quotient, rounded or cut off.
wrong-part-count = the text says that the report has `{ $written }`, but { $of ->
        [listed] it lists { $count }
       *[chapters] there are { $count }
    }
    .label = { $stated } stated, { $of ->
        [listed] { $count } listed
       *[chapters] { $count } there
    }
    .help = correct the number, or complete the list
    .why = A report has as many parts as it says at its beginning.
wrong-title = { $fault ->
        [year] the title `{ $title }` is not of the year { $year }
       *[name] the title `{ $title }` is not that of an annual report
    }
    .label = the title
    .help = the title is “{ $agency }{ $year }年政府信息公开工作年度报告”
    .why = The title is the agency's name, the year, and 政府信息公开工作年度报告. Reports called 工作报告 or 工作总结, or of another year, are sent back.
cover-letter = `{ $title }` is a covering letter, not the annual report
    .label = a covering letter
    .help = keep the report itself, without the letter
    .why = The letter that goes to the authority cannot be published in place of the report.
missing-chapter = { $count } chapters are missing: { $chapters }
    .label = the text ends here
    .help = add the chapters, with the headings of the form and numbers in order; where the beginning lists the chapters, add them there too
    .why = The national form sets the chapters of an annual report; none may be left out.
chapter-order = { $fault ->
        [order] `{ $heading }` is out of place
       *[number] `{ $heading }` has the number { $stated }, but is number { $expected }
    }
    .label = should be number { $expected }
    .help = put the chapters in the order of the form and number them from 一 on
    .why = The national form sets the order of the chapters.
extra-chapter = `{ $heading }` is no chapter of the form
    .label = one too many
    .help = put what it says into the { $count } chapters of the form, most likely the last
    .why = The form is followed strictly: nothing is left out, and no chapter added.
odd-heading = the heading `{ $heading }` is not worded as the form has it
    .label = the form has “{ $expected }”
    .help = write “{ $expected }”
    .why = A heading that means the same is no error, but the form's own words make reports easy to find and compare.
hollow-text = `{ $key }` says only `{ $written }`, which is nothing
    .label = nothing said
    .help = say how things are: which problems there are and how they are mended; what did not happen in a full sentence
    .why = Problems and their remedies must be reported; neither blank nor 无 will do. Perfunctory reports are named in public.
missing-aspect = `{ $heading }` does not speak of { $aspects }
    .label = nothing about { $aspects }
    .help = add how things are in this respect; what did not happen must be said too
    .why = The overview covers proactive disclosure, requests, management of information, platforms, and oversight; governments also report reviews, public appraisal and accountability (Regulations, article 50); problems come with remedies; fees charged for requests stand in the last chapter.
placeholder = `{ $written }` has not been replaced by what it stands for
    .label = to be filled in
    .help = put in the name, year or number
    .why = A report with the template's placeholders in it is not finished.
wrong-period = the period is given as `{ $written }`, but is { $year }年1月1日至{ $year }年12月31日
    .label = the wrong period
    .help = write “{ $year }年1月1日至{ $year }年12月31日”
    .why = The figures of an annual report are those of 1 January to 31 December of its year.
malformed-date = there is no such date as `{ $written }`
    .label = no date
    .help = check year, month and day: a digit too many or too few, perhaps
    .why = Dates such as 202020年 are the first thing that readers see.
other-year = this sentence is about `{ $written }`, but the report is of { $year }
    .label = the wrong year?
    .help = if it was copied, say how things were in { $year }; if another year is meant, say how it relates to this one (“与……相比”)
    .why = A report is about one year. Another year at the beginning of a sentence has most likely been copied from an earlier report.
other-years-document = the document cited, 《{ $title }》, is of { $found }, but the report is of { $year }
    .label = a document of { $found }
    .help = if the document of { $year } is meant, correct the year; if this one is meant, put it down: nianbao check FOLDER --write-waiver other-years-document --reason "…"
    .why = Work plans are issued anew each year. One of another year may have been left over from an earlier report.
other-agency = this says `{ $written }`, but the agency is { $agency }
    .label = copied from another agency?
    .help = put in the agency's own name
    .why = Where another agency speaks of itself, the text has most likely been copied.
signed-early = { $what ->
        [signed] the report is signed
       *[published] the report was published
    } on { $date }, not after the last day of its period, { $end }
    .label = the year was not over
    .help = check the date: it comes after { $end }
    .why = A year's figures are not known before it ends.
signed-late = the report is signed on { $signed }, after its publication on { $published }
    .label = signed
    .help = check the two dates
    .why = A report is signed first and published then.
wrong-brackets = the year of a document number stands in `{ $written }`
    .label = should be { $right }
    .help = write { $right }
    .why = The year in an official document's number stands in the brackets 〔〕.
personal-data = there is { $kind ->
        [identity] the number of an identity card
        [bank-card] the number of a bank card
       *[mobile] a mobile telephone number
    } here ({ $shown }), which must not be published
    .label = { $shown }
    .help = { $where ->
        [count] write the number that was counted; what did not occur is 0
       *[text] delete it, or write { $shown }; how to reach the agency belongs under [contact]
    }
    .why = What is published must not give away personal data: numbers of identity cards, bank cards and personal telephones are deleted or masked. Office telephones are no matter.
## Settings (nianbao.toml)

bad-config = { $cause ->
        [syntax] nianbao.toml is malformed: { $detail }
        [unreadable] nianbao.toml cannot be read: { $detail }
        [table] `{ $key }` in nianbao.toml must be a section, [{ $key }]
        [key] nianbao.toml has no key `{ $key }`
        [code] nianbao.toml names `{ $key }`, but there is no such finding
        [fixed] the severity of `{ $key }` cannot be changed
       *[level] `{ $key }` in nianbao.toml must be one of { $choices }
    }{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = { $cause ->
        [fixed] cannot be changed
       *[other] to be corrected
    }
    .help = { $cause ->
        [syntax] write a line [codes], and below it lines of the form: code = "severity"
        [unreadable] save it as UTF-8 text, and check that it may be read
        [table] write [{ $key }] on a line of its own, and below it lines of the form: code = "severity"
        [key] there are [codes] and fail-on; correct it or delete it
        [code] `nianbao explain` lists the names; correct or delete this line
        [fixed] delete this line; such a finding says that checking itself did not work
       *[level] write one of these words in quotes
    }
    .why = nianbao.toml says how grave each kind of finding is taken. A mistyped setting that were silently ignored would let pass what was meant to be stopped.
## Last year's report

no-prior = last year's report ({ $last }) is not named, so that figures were not compared across the years
    .label = there is no `prior`
    .help = write at the top of report.toml, below `year`: prior = "../last year's report folder"; if there is none, write prior = "none"
    .why = Last year's report is needed to check what was carried over, what is in force, cases that were pending, figures that changed fivefold, amounts in the wrong unit, and texts that are last year's again.
prior-unusable = last year's report `{ $path }` cannot be used: { $reason ->
        [missing] there is no such folder
        [no-report] the folder holds no report.toml
        [itself] it is this year's folder
        [unreadable] { $detail }
       *[faulty] its report.toml says no reporting year that can be read, or is malformed
    }
    .label = last year's report
    .help = { $reason ->
        [faulty] run `nianbao check { $detail }` and mend the report.toml there
       *[other] name last year's report folder as seen from this folder, such as ../zhongshu-2021; if there is none, write prior = "none"
    }
    .why = `prior` is the path of last year's report folder, as seen from this year's. If it cannot be read, nothing was compared across the years, and that must not pass as correct.
prior-not-last-year = last year's report should be that of { $last }, but this is that of { $year }
    .label = this is { $year }'s
    .help = name the report folder of { $last }; if there is none, write prior = "none"
    .why = What is carried over goes from one year to the next. With a year missing in between, nothing can be compared.
prior-of-other-agency = last year's report is by `{ $agency }`, this year's by `{ $this }`; they were not compared
    .label = this is by `{ $agency }`
    .help = name the agency's own report folder of last year; if the agency was renamed this year, write former_name = "{ $agency }" under [agency]
    .why = Another agency's report says nothing about this one. Most likely `prior` names the wrong folder.
broken-continuity = `{ $row }`: { $column } does not follow from last year's report: it is { $stated }, and should be { $comparison ->
        [at-least] no less than
        [at-most] no more than
       *[equal] exactly
    } { $expected } ({ $says })
    .label = { $stated } is stated; by last year's report it is { $comparison ->
        [at-least] no less than
        [at-most] no more than
       *[equal] exactly
    } { $expected }
    .help = compare the marked figures with your records; correct this year's, or last year's folder if it was typed in wrongly there
    .why = What last year's report carried out is what this year's carries in; what is in force is last year's figure and what was made, less what was repealed; a case that was pending must have gone somewhere. If it does not follow, one of the years is wrong.
unit-slip = `{ $row }`: { $column } is { $stated }, and was { $last } last year: about ten thousand times apart, as 元 and 万元 are
    .label = { $last } last year
    .help = compare the amounts of both years, which should be in { $unit }; convert the one that is not, or correct last year's folder if it was typed in wrongly there
    .why = A 万元 is ten thousand 元. Amounts that differ by thousands of times from one year to the next are most likely in different units.
sudden-change = `{ $row }`: { $column } is { $stated }, and was { $last } last year{ $more ->
        [stated] { $times ->
            [none] {""}
           *[other] {""}: { $times } times as much
        }
       *[last] { $times ->
            [none] {""}
           *[other] {""}, which was { $times } times as much
        }
    }
    .label = { $last } last year
    .help = look for a digit too many or too few; if the figure is right, best say in the report why, and put it down: nianbao check FOLDER --write-waiver sudden-change --reason "…"
    .why = A figure that grows beyond five times or falls below a fifth of last year's is sometimes true and sometimes a slip of a digit. Small figures are not compared.
repeated-text = { $percent }% of the words { $extent ->
        [all] of the whole
       *[passage] of this passage
    } of { $key } are those of last year's report
    .label = { $extent ->
        [all] from here on the same as last year's, taken together
       *[passage] the same as last year's passage
    }
    .help = write what was done this year; new dates and figures in an old text do not make it a new one
    .why = Document 国办公开办函〔2021〕30号 holds those in charge responsible for reports that are last year's over again (内容雷同), and counties mark such reports down. Without years, figures and punctuation, texts of 60 characters or more are compared; nine tenths alike is said.
## Waivers

incomplete-waiver = this waiver lacks { $keys }
    .label = incomplete
    .help = fill in what is missing of `code` (of the finding), `reason`, `by` (who decided) and `date` (such as 2023-04-11); or delete the entry, and have it written by nianbao check FOLDER --write-waiver CODE --reason "…" if it is needed
    .why = A waiver is a decision that somebody answers for. Without a reason, a name and a date nobody can be asked, so that it does not count.
stale-waiver = the waiver of `{ $code }` no longer holds: it is about { $covered ->
        [none] no values
       *[other] { $covered }
    }, but now there is { $now }
    .label = not the present values
    .help = look again; if it is so indeed, write values = {"{"} { $now } {"}"} and renew reason and date; otherwise delete the entry
    .why = A waiver holds for the values that were looked at. Once they change, the decision has to be made anew.
expired-waiver = the waiver of `{ $code }` expired after { $expires }
    .label = expired
    .help = look again; to prolong it, change `expires` and `reason`; otherwise delete the entry
    .why = A waiver with a last day no longer holds after it, and the finding is back.
unused-waiver = this waiver of `{ $code }` matches no finding{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }
    .label = matches nothing
    .help = if the matter has been mended, delete the entry; else compare `code`, `fact` (path of the figure) and `file` with the findings
    .why = A waiver that nothing needs may later let something stand that should not.
not-waivable = `{ $code }` cannot be waived, it must be mended
    .label = of no effect
    .help = mend the marked place, and delete this waiver
    .why = Warnings and notes may be waived once they have been looked at. Errors (totals, the form's identities, blank cells) must be mended before publication; a waiver does nothing about them.
waived-title = waived:
waived-line = { $code }  { $at }  { $reason } ({ $by }, { $date })
summary-waived = waived, and in none of these counts: { $count }
waive-done = wrote to { $path } (waivers of `{ $code }`: { $count })
waive-nothing = no `{ $code }` in `{ $path }`: nothing written
waive-refused = `{ $path }`: `{ $code }` cannot be waived, it must be mended; nothing written
waive-incomplete = a waiver needs a reason (--reason) and a name (--by)
waive-encoding = { $path } is not UTF-8: nothing written; convert it with `nianbao check --fix` first
waive-faulty = { $path } has faults of its own: nothing written; see `nianbao check`, mend them and try again
changed-meanwhile = { $path } has just been changed by another program: left as it is; close that program and try again

## Mending

fix-done = mended { $path } (totals filled in: { $totals }, figures written plainly: { $figures }{ $encoding ->
        [yes] , now UTF-8
       *[no] {""}
    })
fix-dry-run = files that can be mended: { $files }; nothing written, leave out --dry-run to mend them
fix-encoding = { $path }: to be written as UTF-8
## Choice of form, and local rows

missing-unit = `{ $written }` has no unit: it may be any of { $units }
    .label = { $column } takes a unit
    .help = write the unit that is meant: { $examples }; 0 needs none
    .why = The form for 2019 and 2020 fixes no unit for 采购总金额. Some write 元, some 万元, ten thousand times as much; from a bare number nobody can tell.

unknown-edition = there is no edition `{ $edition }` (editions: { $editions })
    .label = this edition
    .help = name one of the editions; the reporting year decides by itself, so the line can be deleted
    .why = `edition` names the form that was published, and is needed only where it is not that of the year: a report for 2020 on the form of 2021, say.
wrong-edition = { $tables } is on the form of edition { $looks } ({ $looks_citation }), but { $by ->
        [edition] report.toml names edition { $edition }
       *[year] { $year } takes edition { $edition }
    } ({ $citation })
    .label = only edition { $looks } has this
    .help = fill in the tables of edition { $edition }, which `nianbao init` lays out elsewhere{ $whole ->
        [yes] {""}; if the year is wrong, mend `year`; if the report was published on the form of { $looks }, write edition = "{ $looks }" at the head of report.toml
       *[no] {""}
    }
    .why = The reporting year decides the form: up to 2018, 2019 and 2020, and from 2021 on they differ, and the same cell may mean another thing: fees were a number of items first, then an amount in 万元. So the edition is said once, and all else is checked against the form that was filled in.
missing-overlay = the form overlay `{ $file }` cannot be read
    .label = no such file
    .help = check its place: it counts from this report folder, `../` is the folder above, and the name ends in .toml; without local rows, delete the line
    .why = `form` names a file that says which rows a province or county adds to the national tables. Without it nobody knows which rows there should be.
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

## The register (--register) and the summary (--summary)

bad-register = { $cause ->
        [no-names] the register's head has no column for names
        [head-unknown] the register's head has `{ $written }`, which is none of its columns; is `{ $nearest }` meant?
        [head-twice] the register's head has `{ $written }` twice
        [empty] there is no agency in the register
        [no-name] this line of the register names no agency
        [level] `{ $written }` is no level; it should be one of: { $choices }
        [code-twice] two agencies of the register have the code `{ $written }`
        [path-twice] two agencies of the register have the path `{ $written }`
        [name-twice] more than one agency of the register is called `{ $written }`, and this line has no path to tell them apart
        [own-parent] this agency stands in the register as its own parent ({ $written })
        [circle] these agencies of the register stand above each other in a circle: { $choices }
       *[outside] the path `{ $written }` leads out of the register's folder
    }
    .label = { $cause ->
        [no-names] the head needs a column for names
        [head-unknown] not known
        [empty] ends here, without an agency
        [no-name] blank
        [level] no level
        [own-parent] cannot be itself
        [circle] leads back
        [outside] should be in the register's folder
        [name-twice] without a path
       *[other] the second time
    }
    .help = { $cause ->
        [no-names] write a head as the first line, such as: code,name,level,parent,path; `name` at least. The file should be CSV, with commas
        [head-unknown] change it to `{ $nearest }`; if it is another column, give it another name
        [head-twice] delete one of the columns, or give it another name
        [empty] write those who must report under the head, a line each
        [no-name] write the agency's name; delete the line if it is of no use
        [level] change it to one of these words; it may be left blank
        [code-twice] check the codes; if one agency has two lines, delete one
        [path-twice] check the paths; if one agency has two lines, delete one
        [name-twice] write its report folder under `path` in this line; if one agency has two lines, delete one
        [own-parent] change it to the code of the agency above; leave it blank if there is none
        [circle] check each of the marked codes of parents, and mend the one that is wrong; the topmost agency has none: leave it blank
       *[outside] write the path from the register's folder on, without / at its beginning and without ..
    }
    .why = The register (register.csv) says who must report. While it is at fault nobody can tell who is missing, so it is mended first.
missing-report = missing: there is no report folder of `{ $name }`, which is in the register{ $path ->
        [none] {""}
       *[other] {" "}(expected at { $path })
    }
    .label = missing
    .help = { $path ->
        [none] ask for the report, and put its folder here, with the agency's name in report.toml as in the register; if it need not report, delete this line of the register
       *[other] ask for the report, and put its folder at { $path }; if it need not report, delete this line of the register
    }
    .why = Each agency in the register should have an annual report. Where no report folder is found, it is missing.
surplus-report = surplus: `{ $agency }` is not in the register ({ $path })
    .label = not in the register
    .help = if it must report, add a line with the name `{ $agency }` to the register; if it belongs elsewhere, move the folder { $path } there
    .why = There is a report, and its agency is not in the register: the register may lack it, its name may be written otherwise, or the folder may be in the wrong place.
duplicate-report = duplicate: there are two reports of `{ $name }`{ $year ->
        [none] {""}
       *[other] {" "}for { $year }
    }: { $first } and { $second }
    .label = has two
    .help = find out which of them is right, and put it at { $first }; move the other out of what is checked
    .why = An agency has one report a year. Where there are two, nobody can tell which counts, and sums would count both.
register-differs = { $what ->
        [name] this agency is `{ $registered }` in the register, and `{ $stated }` in the report.toml of { $path }
        [level] the level of `{ $name }` is `{ $registered }` in the register, and `{ $stated }` in the report.toml of { $path }
       *[path] the report of `{ $name }` is not at `{ $registered }`, as the register says, but at `{ $stated }`
    }
    .label = differs from the report
    .help = { $what ->
        [path] change the path in the register to `{ $stated }`, or move the folder to where the register says
       *[other] find out which is right; if the register is wrong, change it to `{ $stated }`, if the report is, its report.toml; if the folders have been mixed up, exchange them
    }
    .why = Register and report should be about the same agency. Where name, level or place differ, a folder may be in the wrong place, or the register older than a change of name.
tally = { $passed } passed, { $failed } failed, { $late } late
tally-register = { $agencies } in the register: { $missing } missing, { $surplus } surplus, { $duplicate } duplicate
tally-commonest = commonest findings:
tally-code = { $code }: { $count } in { $reports } reports ({ $summary })
summary-code = Code
summary-name = Name
summary-level = Level
summary-level-word = { $level ->
        [township] township
        [street] street
        [department] department
        [county] county
        [city] city
        [province] province
       *[other] { $level }
    }
summary-parent = Parent
summary-year = Year
summary-state = State
summary-errors = Errors
summary-warnings = Warnings
summary-notes = Notes
summary-exempt = Waived
summary-deadline = Deadline
summary-published = Published
summary-late = late
summary-surplus = surplus
summary-duplicate = duplicate
summary-path = Path
summary-documents = Documents
summary-passed = passed
summary-failed = failed
summary-missing = missing
summary-unexamined = not examined
summary-yes = yes
office-title = Annual disclosure reports: how they stand
office-today = as of { $today }
office-agencies = must report
office-reports = reports
office-commonest = Commonest findings
office-times = times
office-in-reports = reports
office-townships = Agencies
office-findings = Findings
office-nothing = Nothing was found.
office-register = Register
office-all = all
office-show = Show
office-find = Find
office-find-hint = name, code, folder
office-none-shown = No agency fits.
office-to-findings = see what they are
office-to-top = back to the table
office-sort = sorts; once more the other way round
office-more = { $count } more are not listed; all of them are in summary.json.
office-machine = As data:
office-document = { $name ->
        [annual] annual report
        [self-inspection] self-inspection
       *[other] { $name }
    }{ $extension ->
        [html] {""}
        [md] {" "}(text)
       *[other] .{ $extension }
    }
## Comparing and tracing (nianbao compare, nianbao trace)

compare-title = { $a } and { $b } compared (changes are from { $base })
compare-table = table
compare-row = row
compare-column = column
compare-unit = unit
compare-difference = change
compare-percent = change (%)
compare-path = path
compare-remark = remark
compare-other-unit = in different units, not comparable
compare-lacks = { $other }: { $lacks }
compare-lone-title = What only one of the reports has (neither blank nor / is taken for 0)
compare-lone = { $row }: { $has } has it ({ $figures }), { $other }: { $lacks }
compare-lone-table = table `{ $table }`: { $has } has it (figures: { $count }), { $other }: { $lacks }
compare-summary = differing: { $changes } · only in one report: { $lone } · alike: { $alike }
compare-none = the two reports have the same figures throughout ({ $alike })
held-blank = left blank
held-not-applicable = `/`
held-no-place = not on the form used
held-no-table = no such table
held-no-row = no such row
held-no-column = no such column
held-unread = what was written cannot be read
one-report-needed = there are { $count } reports in `{ $path }`, and one is wanted here; name its folder:
one-report = - { $path }
one-report-more = and others: { $count }
has-errors = note: `{ $path }` has errors ({ $errors }) and warnings ({ $warnings }), its figures may be wrong; run `nianbao check { $path }`
trace-unknown = there is no figure `{ $fact }` in `{ $path }`{ $nearest ->
        [none] {""}
       *[other] {""}; did you mean `{ $nearest }`?
    }; write table.row.column, such as requests.received.total, or the labels of the table, such as columns.合计.items
trace-of = { $agency } { $year }
trace-computed = { $value } (left out, computed from these)
trace-state = { $label }: { $state }
trace-way-columns = sum of the columns of its row
trace-way-rows = sum of the rows of its column
trace-way-group = sum of the rows in it
trace-way-tree = sum of the rows below it
trace-way-of-which = of which, in the rows below it
trace-way-besides = sum of its own and the rows below it
trace-way-contributors = sum of contributing agencies ({ $count })
trace-way-apart = figures of contributing agencies ({ $count }), which the form says must not be added up
trace-agrees = { $way } = { $sum }
trace-differs = { $way } = { $sum }, but { $stated } was written: a difference of { $difference }
trace-open = { $way }: some were not filled in or cannot be read, so there is no sum
trace-none = { $way }: all `/`, nothing to add up
trace-partial = { $way } = { $sum } (without a figure and not counted: { $lacking })
trace-partial-differs = { $way } = { $sum } (without a figure and not counted: { $lacking }), but { $stated } was written: a difference of { $difference }
trace-changed = (changed since the roll-up)
trace-missing = its report folder { $path } was not found
trace-unreadable = its report folder { $path } cannot be read: { $reason }
trace-faulty = its report folder { $path } holds no report that can be read; run `nianbao check { $path }`
trace-circle = back at the folder { $path }, which stands above: not followed
trace-too-deep = more than { $limit } roll-ups deep: not followed
trace-too-many = { $limit } figures have been listed; the rest is left out
## Rolling up (nianbao rollup, check --children)

broken-rollup = `{ $row }`: { $column } is not the sum of the agencies below: it is { $stated }{ $unit }, and they add up to { $sum }{ $unit }, { $gap }{ $unit } too { $more ->
        [stated] many
       *[sum] few
    } ({ $parts ->
        [none] all of them are 0
       *[other] { $parts }
    }{ $others ->
        [none] {""}
       *[other] {""}, and { $others } more
    })
    .label = { $stated }{ $unit } is stated, { $sum }{ $unit } is the sum
    .help = compare the marked figures: mend this one, or have the one below mended; if one below has changed since, roll up again
    .why = What an agency reports is the sum of what those below it report. If it is not, one side is wrong, or a report below has changed since.
duplicate-contributor = `{ $agency }` is counted twice: { $how ->
        [inside] it is part of `{ $path }` already, and stands beside it
       *[twice] `{ $path }` is the same agency's
    }
    .label = counted twice
    .help = roll up only one of them{ $how ->
        [inside] {""}
       *[twice] {""}; if they are two agencies, correct the name
    }
    .why = The figures of an agency that is added twice make every sum too large.
missing-contributor = `{ $agency }`, which was rolled up, is gone: { $path }
    .label = no report folder there
    .help = if it was moved or renamed, move it back, or roll up again
    .why = provenance.csv says which reports a sum was made of. If one is gone, nobody can tell where the figures come from.
mixed-editions = this has another form than `{ $path }`, so that they cannot be added: { $how ->
        [edition] { $edition } here, { $other } there
       *[form] their local forms differ, or only one names one
    }
    .label = the form is decided here
    .help = use one edition and one local form for all of them, or roll them up apart
    .why = Where rows and columns differ, figures cannot be added.
mixed-years = this is a report of { $year }, but `{ $path }` is one of { $other }: they cannot be added
    .label = { $year }
    .help = roll up the reports of one year only
    .why = A sum is made of the figures of one year.
stale-contributor = `{ $agency }` has changed since it was rolled up: { $path }
    .label = changed since
    .help = roll up again
    .why = provenance.csv keeps a fingerprint of each report as it was. If it differs, the figures above may not be the sum of what is there now.
unassessed-rollup = `{ $table }`: figures that were not compared with the sum of those below: { $count }; { $who } { $why ->
        [no-table] has no such table
        [undivided] gives a group without its parts
        [no-unit] names no unit of money
        [other-unit] uses another unit of money
        [too-large] makes the figure too large
       *[blank] left figures blank, or they cannot be read
    }
    .label = not compared as a whole
    .help = have the reports below completed, then compare again
    .why = If one figure is not known, neither is the sum. Blank is not nought.
malformed-provenance = provenance.csv cannot be understood
    .label = expected here: 单位, 级别, 年度, 路径, 指纹
    .help = the file is written by `nianbao rollup` and not to be changed; roll up again
    .why = provenance.csv keeps which reports a sum was made of, and what they were like.
no-documents = no document is published from this folder; whether its words are complete was not checked
    .label = no documents
    .help = leave it so where the figures are only rolled up further; for an annual report, write documents = ["annual"] and fill in the words
    .why = Figures that are only rolled up further are not published, and need no words.
rollup-faulty = `{ $path }`: errors: { $errors }
rollup-refused = { $unlike ->
        [yes] these reports cannot be rolled up together, and nothing was written; mend what is said above
       *[no] reports: { $count }, with errors: { $faulty }; nothing was written: mend them, or use --draft
    }
rollup-other-year = the reports are of { $own }, not of { $year }
rollup-no-level = there is no telling what level this is rolled up to; say --level: { $levels }
rollup-blank = `{ $table }`: cells left blank: { $count }; { $who } { $why ->
        [no-table] has no such table
        [undivided] gives a group without its parts
        [no-unit] names no unit of money
        [other-unit] uses another unit of money
        [too-large] makes the figure too large
       *[blank] left figures blank, or they cannot be read
    }
rollup-left-out = `{ $table }` was left out: { $who } { $why ->
        [no-table] has no such table
        [undivided] gives a group without its parts
        [no-unit] names no unit of money
        [other-unit] uses another unit of money
        [too-large] makes the figure too large
       *[blank] left figures blank, or they cannot be read
    }
rollup-undivided = `{ $table }`: `{ $row }` is given undivided, as some agencies gave it
rollup-done = reports rolled up into `{ $path }`: { $count }
children-of-one = --children compares one report folder with those below it; name only one

## Comparing and tracing (nianbao compare, nianbao trace)


## Labels

label-first-here = first here
label-circle = in the same circle
label-form = the form says so
label-head = the head ends here
label-part = counted
label-term = concerned
label-required-here = required here
label-level = the agency's level
label-deadline = the local deadline
label-fact = the table's figure
label-year = the reporting year
label-agency = the agency's name
label-published = published
label-prior-year = the year of that report
label-prior-agency = last year's agency
label-this-agency = this year's agency
label-last-year = last year's report
label-last-year-text = last year's text
label-waived-here = the waiver is about this
label-edition = the edition follows from this
label-probable = probably wrong
label-register = the register
label-that-report = that report
label-other-contributor = the other report
label-child-figure = figure below

## The program

severity-error = error
severity-warning = warning
severity-note = note
help-prefix = help
summary = reports checked: { $reports } · errors: { $errors } · warnings: { $warnings } · notes: { $notes }
summary-clean = reports checked: { $reports } · nothing found
render-written = { $file } has been written already and is not written again
summary-allowed = left out as allowed (--allow or nianbao.toml): { $count }
render-refused-settings = the nianbao.toml of `{ $path }` is at fault, nothing was written; correct it, or write a draft with --draft
render-errors-stay = errors that the settings lower or allow: { $count }; that holds for `nianbao check` alone, they must be corrected before a report is written
render-refused = `{ $path }` has errors ({ $errors }), nothing was written; correct them, or write a draft with --draft
rendered = wrote { $file }
rendered-summary = reports: { $reports } · files: { $files }
rendered-unchanged = unchanged, not written again: { $count } (write all with --force)
render-waits = another nianbao is writing into the same folder; waiting for it to end …
render-interrupted = interrupted: { $done } of { $all } reports done; the files written are whole, run it again to go on from here
interrupted = interrupted: { $done } of { $all } reports done
progress-rate = reports/s
progress-left = left
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
init-wrong-year = `{ $path }` is the report of { $last }: the year after it is { $next }, not { $year }
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
help-rollup = Add up the figures of several agencies to the report folder of the agency above
help-status = Say what is still missing, and the days left
help-schema = Print a JSON Schema, for editors and other programs
help-explain = Say what a finding means and how to mend it
help-arg-global-lang = Language of messages: zh or en
help-arg-global-color = Colour: auto, always or never
help-arg-global-templates = Use the files in this folder in place of the built-in forms and templates
help-arg-init-folder = The folder to lay out
help-arg-init-year = The reporting year; with --from, the year after last year's unless given
help-arg-init-name = The agency's full name; with --from, last year's unless given
help-arg-init-level = township, street, department, county, city or province; with --from last year's, else township, unless given
help-arg-init-from = Last year's report folder: agency, contact, staff and problems are taken over, figures that follow from it are said in comments
help-arg-reading-paths = Report folders, or folders that hold report folders
help-arg-reading-encoding = Encoding of the files: auto, utf-8 or gb18030
help-arg-reading-today = The day to take for today, such as 2023-03-01
help-arg-reading-jobs = How many report folders to work on at a time; by default one for each core
help-arg-reading-deny = Take findings of this code for errors; several are separated by commas
help-arg-reading-allow = Leave findings of this code out, but count them; several are separated by commas
help-arg-check-format = human; csv for spreadsheets; json, sarif, junit, github for programs
help-arg-check-fail-on = Fail from this severity on: error, warning or note; by default what nianbao.toml says, else error
help-arg-check-fix = Mend what cannot be a guess: totals left blank, figures not written plainly, encodings
help-arg-check-dry-run = With --fix: show what would be changed, write nothing
help-arg-check-write-waiver = Write the present findings of this code to waivers.toml, to let them stand
help-arg-check-reason = Why they may stand
help-arg-check-by = Who decides; if left out, the user name of the machine, else the agency
help-arg-check-children = Report folders below, or folders that hold them: each figure must be the sum of theirs
help-arg-rollup-output = The report folder of the agency above, to be made
help-arg-rollup-name = Its full name, e.g. 陆良县人民政府
help-arg-rollup-level = Its level, e.g. county; the one above the others' if left out
help-arg-rollup-year = The reporting year, which all of them must have
help-arg-rollup-draft = Add up in spite of errors
help-arg-render-output = The folder to write into
help-arg-render-document = Write only these: annual, self-inspection
help-arg-render-format = File formats: md, html
help-arg-render-draft = Write in spite of errors; every page says 草稿 (draft)
help-arg-render-force = Write what has not changed again too
help-arg-render-fail-on = Refuse from this severity on: error, warning or note; by default what nianbao.toml says, else error
help-arg-office-register = the register of who must report (code, name, level, parent, path); without PATH its folder is read
help-arg-office-summary = writes a summary into this folder: summary.csv for Excel, index.html for a browser, summary.json for programs
help-arg-explain-code = The finding's code, such as wrong-total; all are listed without it
help-arg-schema-of = findings: what check --format json prints; report: report.toml; summary: the summary.json of --summary
help-compare = Hold two reports side by side: two years of one agency, or two agencies
help-arg-compare-a = The report folder that changes are counted from, such as last year's
help-arg-compare-b = The other report folder, such as this year's
help-arg-compare-output = Write compare.csv and compare.md into this folder
help-arg-compare-format = table for people, csv for spreadsheets, md for Markdown
help-trace = Show where a figure comes from: file, line and column, what adds up to it, which agencies it was rolled up from
help-arg-trace-fact = The figure's path, such as requests.received.total or columns.合计.items
help-arg-trace-path = The report folder
help-arg-trace-format = human, or json for programs
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
usage-fixed-code = the severity of `{ $code }` cannot be changed: it says that checking itself did not work
usage-allowed-and-denied = `{ $code }` cannot be in both --deny and --allow
usage-allowed-error = `{ $code }` is an error, which --allow cannot leave out here: correct it; waive it in waivers.toml with a reason if it is right; or write a draft with render --draft
usage-see-help = see `nianbao --help`
