# 提示信息（中文）。每种问题有四句话：
#   名称 = 哪里错了（带数字）   .label = 标在格子下面的短语   .help = 怎么改   .why = 为什么（nianbao explain 用，不带变量）
# 两种语言的名称和变量必须一致，src/messages.rs 里的测试检查这一点。

## 读取文件

nothing-to-read = 在「{ $path }」里没有找到报告文件夹
    .label = 这里没有 report.toml
    .help = 报告文件夹里必须有 report.toml；请检查路径，或者用 nianbao init 新建一个
    .why = 报告文件夹是含有 report.toml 的文件夹，nianbao 按它来读数据。什么都没读到，就不能算检查通过。
unreadable-file = 文件读不出来：{ $reason }
    .label = 读不出来
    .help = 请确认文件没有被别的程序（例如 Excel）打开、没有损坏，并且有读取权限
    .why = 文件打不开，或者超过了 16 MiB 的上限。读不到的数据不能当作没有问题。
decoded-gb18030 = 文件不是 UTF-8，已按 { $encoding } 读取
    .label = 按 { $encoding } 读取
    .help = 如果文字显示正常，不用处理；想去掉这条提示，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”
    .why = 中文版 Excel 默认按 GB18030 保存 CSV。程序能读，但编码是推断出来的，所以说明一下。
invalid-encoding = 文件里有读不懂的字节，既不是 UTF-8 也不是 GB18030（按 { $encoding } 读到这里为止）
    .label = 从这里开始读不懂
    .help = 请用 Excel 或记事本重新打开，另存为“CSV UTF-8（逗号分隔）”
    .why = 编码损坏的文件读出来会是乱码，数字也可能被读错，所以整个文件都不采用。
not-text = 这不是文本文件，可能是 Excel 工作簿改了扩展名
    .label = 不是文本
    .help = 请在 Excel 里打开它，另存为“CSV UTF-8（逗号分隔）”
    .why = 把 .xlsx 文件改名为 .csv，并不会变成 CSV 文件。
bad-toml = report.toml 这一处写法不对：{ $cause ->
        [full-width] 用了中文的引号或等号
        [chinese-key] 等号左边的名称不能用中文
        [quote] 引号没有成对
       *[other] { $detail }
    }
    .label = 这里
    .help = { $cause ->
        [full-width] 请切换到英文输入法，把 “ ” ＝ 改成 " =
        [chinese-key] 请恢复原来的英文名称，只改等号右边引号里的内容
        [quote] 请补上缺少的英文引号 "；文字里要用引号时，用中文的 “ ”
       *[other] 请对照 nianbao init 生成的文件检查这一行
    }
    .why = report.toml 的每一行写作：名称 = "内容"。名称、等号和引号都是英文的，内容写在引号里。
wrong-separator = 这个 CSV 文件的各格不是用英文逗号隔开的
    .label = 整行被当成了一格
    .help = 请在 Excel 里另存为“CSV UTF-8（逗号分隔）”，或者把分隔符改成英文逗号 ,
    .why = CSV 文件的各格用英文逗号隔开。用中文逗号、分号或制表符，程序就分不出格子。
unclosed-quote = 这一格的英文引号没有成对
    .label = 引号从这里开始，一直没有结束
    .help = 请补上另一个英文引号，或者把这个引号删掉
    .why = 引号不成对，后面的所有内容都会被当成一格，数据就错位了。
empty-file = 「{ $table }」的文件里没有内容
    .label = 应当有表头
    .help = 请用 nianbao init 在别处生成一份空表，把表头和各行复制过来再填写
    .why = 文件是空的，或者只有说明行。表头必须在，程序才知道各列是什么。
unknown-file = 「{ $file }」不是任何一张表的文件，没有读取{ $nearest ->
        [none] {""}
       *[other] {""}；是不是要写成「{ $nearest }.csv」？
    }
    .label = 不认识的文件
    .help = 请按表的名称改文件名；与报告无关的文件请移到别的文件夹
    .why = 文件名写错的表不会被读取，里面的数据就漏掉了。

## report.toml

missing-year = report.toml 没有写报告年度
    .label = 缺少 year
    .help = 请在文件开头加一行，例如 year = 2022
    .why = 报告年度决定用哪一年的表格格式，没有年度就无法检查。
no-edition = 没有 { $year } 年度的表格格式（现有：{ $editions }）
    .label = 这个年度
    .help = 请检查报告年度是否写对
    .why = 2021 年度起执行国办公开办函〔2021〕30号规定的格式，更早的年度用当时的格式。
unknown-key = 不认识的名称「{ $key }」{ $nearest ->
        [none] {""}
       *[other] {""}，是不是要写「{ $nearest }」？
    }
    .label = 不认识
    .help = 请改成正确的名称；自己要用的内容可以放在 [extra] 下面
    .why = 名称写错了，后面的内容就不会进入报告，所以必须改正。
wrong-value = 这里的内容不对，应当是{ $expected ->
        [text] 一段文字，写在英文引号里
        [prose] 文字，写在英文引号里
        [list] 几段文字，写作 ["甲", "乙"]
        [date] 日期，例如 2023-01-15
        [year] 年度，例如 2022
        [choice] 规定的词：{ $choices }
        [table] 一节内容，写作 [名称]
        [columns] 各列的数，写作 [tables.表.行] 再逐列填写
       *[figure] 数字
    }
    .label = 应当改
    .help = 请按上面说的写法改正
    .why = 每个名称后面应写什么，nianbao init 生成的文件里都有说明。
missing-text = { $section ->
        [none] {""}
       *[other] { $section } 的
    } { $keys } 还没有填写
    .label = 待填写
    .help = 请填写：{ $hint }
    .why = 这项内容是年度报告或自查报告必须写的，空着不能公布。没有发生的事项，也要写明没有发生。年度报告的内容由《政府信息公开条例》第五十条规定，各级人民政府还要写工作考核、社会评议和责任追究结果。
broken-reference = 「{ $key }」里的引用写错了：{ $detail }
    .label = 引用在这段文字里
    .help = 请改成“表.行.列”的写法，例如 {"{{ requests.received.total }}"}
    .why = 文字里用双花括号引用表中的数，这样文字和表格永远一致。引用的数必须存在。

## 表、行、列

missing-table = 缺少「{ $table }」
    .label = 这个年度的报告要有这张表
    .help = 请在报告文件夹里加上 { $file }，或者在 report.toml 里写 [tables.{ $id }]
    .why = 这张表是报告规定的内容，不能遗漏。年度报告的三张表（主动公开、依申请公开、行政复议和行政诉讼）是《政府信息公开条例》第五十条要求的，用国家统一的格式。
blank-table = 「{ $table }」还没有填写
    .label = 整张表是空的
    .help = { $optional ->
        [yes] 请填写；如果不统计这项内容，可以删除这个文件
       *[no] 请逐格填写，没有发生的填 0
    }
    .why = 表里一个数都没有。没有发生也要填 0，不能留空。
duplicate-table = 「{ $table }」写了两处
    .label = 又写了一遍
    .help = 请只保留一处：CSV 文件，或者 report.toml 里的 [tables]
    .why = 同一张表写在两处，两处的数不一样时就不知道以哪个为准。
unknown-table = 不认识的表「{ $name }」{ $nearest ->
        [none] {""}
       *[other] {""}，是不是要写「{ $nearest }」？
    }
    .label = 不认识
    .help = 请改成正确的表名
    .why = 表名写错了，里面的数就不会进入报告。
unknown-row = 「{ $table }」没有「{ $written }」这一行{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」？
    }
    .label = 表里没有这一行
    .help = 请按表格格式改行名，或者删除这一行
    .why = 行名与规定的格式对不上，这一行的数就不知道该算在哪里。
ambiguous-row = 「{ $written }」不止一行，分不清是哪一行
    .label = 是哪一行
    .help = 请把这一行移到它的上级那一行的下面（可能是：{ $choices }）
    .why = 同样的名称出现在几个地方，要靠上级名称或者位置来区分。
duplicate-row = 「{ $row }」出现了两次
    .label = 又出现一次
    .help = 请核对两行的数，只保留一行
    .why = 同一行出现两次，数会重复计算，也不知道以哪个为准。
unnamed-row = 这一行有内容「{ $written }」，但没有名称
    .label = 这是哪一行的
    .help = 请在这一行填上名称；多余的内容请删除
    .why = 没有名称的行不知道算在哪里，里面的数会漏掉。
missing-row = 「{ $table }」缺少 { $count } 行：{ $rows }
    .label = 这张表
    .help = 请补上缺少的行，没有发生的填 0
    .why = 表格的每一行都要有，不能因为是 0 就省略。年度报告的表格是国家统一的格式（《政府信息公开条例》第五十条）。
unknown-column = 「{ $table }」没有「{ $written }」这一列{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」？
    }
    .label = 表里没有这一列
    .help = 请按表格格式改列名，或者删除这一列
    .why = 列名与规定的格式对不上，这一列的数就不知道该算在哪里。
duplicate-column = 「{ $column }」这一列出现了两次
    .label = 又出现一次
    .help = 请核对列名，只保留一列
    .why = 同一列出现两次，不知道以哪一列为准。
missing-column = 「{ $table }」缺少这些列：{ $columns }
    .label = 表头在这里
    .help = 请补上缺少的列并填写，没有发生的填 0
    .why = 表格的每一列都要有；只有“总计”可以省略，由程序计算。年度报告的表格是国家统一的格式（《政府信息公开条例》第五十条）。
extra-cell = 这一行比表头多出一格「{ $written }」
    .label = 多出来的格
    .help = 请删除多出来的内容；如果是数错位了，请移回原位
    .why = 多出来的格往往是某个数错位了，或者数里的逗号把一格分成了两格。
undivided-group = 「{ $row }」只填了合计，没有分项
    .label = 没有分项
    .help = 请按格式分别填写各项：{ $parts }
    .why = 格式要求这一类逐项填写。只填合计，读者看不出具体原因。
unknown-parent = 找不到上级栏目「{ $written }」{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」？
    }
    .label = 没有这个栏目
    .help = 请改成表中已有的栏目名称，或者加上这个栏目
    .why = 子栏目要写明属于哪个栏目，上级栏目必须也在表里。
circular-parent = 「{ $row }」的上级关系绕成了一圈
    .label = 上级又回到自己
    .help = 请检查上级栏目，最上一层的栏目不填上级
    .why = 甲属于乙、乙又属于甲，就没有办法合计。
too-deep = 「{ $row }」的栏目层级超过 20 层
    .label = 层级太深
    .help = 请检查上级栏目是否填错
    .why = 网站栏目不会有这么多层，多半是上级栏目填错了。

## 格子里的数

blank-cell = 「{ $row }」的「{ $column }」没有填写
    .label = 空着
    .help = 请填写；没有发生的填 0
    .why = 空白不等于 0：空着可能是漏填。没有发生也要填 0。
unexpected-figure = 「{ $row }」没有「{ $column }」这一格，却填了「{ $written }」
    .label = 这一格应当空着
    .help = 请把数移到正确的列，这一格留空
    .why = 规定的表格里这一行没有这一格，多半是填错了列。
not-a-number = 「{ $written }」不是数字
    .label = { $column }应当填数字
    .help = 请填写准确的数字，不要写“余、约、无、-”等；没有发生填 0
    .why = 报告的数据要准确。文字和约数不能参加合计。
not-a-count = 「{ $written }」不是整数
    .label = { $column }应当是整数
    .help = 请填写整数
    .why = 件数、条数、人次都是整数，只有金额可以有小数。
negative = 「{ $written }」是负数
    .label = { $column }不能是负数
    .help = 请填写 0 或者正数
    .why = 件数和金额不会是负数。
figure-too-large = 「{ $written }」太大，或者小数位太多
    .label = 不会有这么大的数
    .help = 请检查是否多写了数字：整数最多 15 位，小数最多 6 位
    .why = 报告里不会有这么大的数，多半是两格的数连在了一起。
normalised-figure = 「{ $written }」的写法不规范，读作 { $value }
    .label = 读作 { $value }
    .help = 请改成 { $value }
    .why = 全角数字、千位逗号、空格和单位都能读懂，但应当改成规范写法，以免别的系统读错。
wrong-unit = 「{ $written }」的单位不对，这一列的单位是{ $unit }
    .label = 单位应当是{ $unit }
    .help = 请换算成{ $unit }，只填数字
    .why = 元和万元混用会差一万倍。表头已经写明单位，格子里只填数字。
slash-not-allowed = 这一格不能填“/”
    .label = { $column }要填数字
    .help = 没有发生请填 0
    .why = 只有本机关没有这项职权时才可以填“/”，其他情况没有发生就填 0。

## 勾稽关系

wrong-total = { $along ->
        [row] 「{ $row }」的{ $column }与本行各列之和不符：填的是 { $stated }，各列之和是 { $sum }
        [group] 「{ $row }」的「{ $column }」与各分项之和不符：填的是 { $stated }，各分项之和是 { $sum }
        [tree] 「{ $row }」的{ $column }与各栏目之和不符：填的是 { $stated }，各栏目之和是 { $sum }
       *[column] 「{ $row }」的「{ $column }」与各行之和不符：填的是 { $stated }，各行之和是 { $sum }
    }，{ $more ->
        [stated] 多
       *[sum] 少
    } { $gap }
    .label = 填的是 { $stated }，加起来是 { $sum }
    .help = 请逐个核对标出的数，改正填错的那一个
    .why = 总计必须等于各部分之和。差一个数，整张表就不可信，也是审核时最常发现的错误。
children-above-parent = 「{ $row }」填了 { $stated }，它的子栏目加起来是 { $sum }，超出 { $gap }
    .label = 应当不少于 { $sum }
    .help = 请核对上级和子栏目的数；如果上级的数不包含子栏目，请在 report.toml 开头写 counting = "exclusive"
    .why = 上级栏目的条数包含子栏目的条数，所以不会比子栏目之和少。
broken-identity = { $says }；这里左边是 { $left }，右边是 { $right }（{ $row }，{ $column }）
    .label = 左边 { $left }，右边 { $right }，相差 { $difference }
    .help = 请核对标出的各个数，使 { $equation } 成立{ $explained_by ->
        [none] {""}
       *[other] {""}；确实如此的，请在 report.toml 的 { $explained_by } 写明原因
    }
    .why = 勾稽关系是表格里的数之间必须满足的等式或者大小关系，例如第一项加第二项之和等于第三项加第四项之和。不成立，说明至少有一个数填错了。

## 职权和期限

power-not-held = { $level ->
        [township] 乡镇
        [street] 街道
        [department] 部门
        [county] 县（市、区）
        [city] 设区的市
       *[province] 省
    }一般没有制定{ $row }的权限，「{ $column }」却填了 { $stated }
    .label = 应当填 0 或者“/”
    .help = 没有制定过{ $row }的，请填 0 或者“/”；行政规范性文件请填在下一行（依据：{ $citation }）
    .why = 地方政府规章只能由省、自治区、直辖市和设区的市、自治州的人民政府制定。乡镇填了规章，多半是把规范性文件填错了行。
late-publication = 公布日期 { $published } 晚于期限 { $deadline }，迟了 { $days } 天
    .label = 公布日期
    .help = 请核对日期；确实迟了的，今后请按期公布（依据：{ $basis }）
    .why = 年度报告应当按期向社会公布。《政府信息公开条例》第四十九条规定：县级以上人民政府部门为每年1月31日前，县级以上地方人民政府为每年3月31日前。条例没有单独规定乡镇和街道的期限，这里按3月31日计算；本地通知要求更早的，请写在 report.toml 的 [deadline]。
deadline-passed = 已经过了公布期限 { $deadline }，过了 { $days } 天，还没有填写公布日期
    .label = 还没有公布日期
    .help = 请尽快公布，公布后在 report.toml 的 [publication] 填写 date（依据：{ $basis }）
    .why = 过了期限还没有公布。没有按要求开展政府信息公开工作的，由政府信息公开工作主管部门督促整改或者通报批评（《政府信息公开条例》第四十七条）。
deadline-near = 公布期限是 { $deadline }，离今天还有 { $days } 天
    .label = 还没有公布日期
    .help = 请按期公布，公布后在 report.toml 的 [publication] 填写 date（依据：{ $basis }）
    .why = 从公布期限前 14 天开始提醒，到期限当天为止。期限的依据是《政府信息公开条例》第四十九条，或者 report.toml 的 [deadline] 写明的本地通知。

## 表格格式文件（修改 report-templates 的人会遇到）

form-syntax = 格式文件写法不对：{ $detail }
    .label = 这里
    .help = 请对照自带的格式文件修改
    .why = 表格格式写在 TOML 文件里，写法不对就无法使用。
form-unknown-id = 格式文件里没有「{ $id }」
    .label = 没有这个编号
    .help = 请改成表中已有的行、列或者表的编号
    .why = 合计和勾稽关系里提到的行、列必须在表里。
form-duplicate-id = 编号「{ $id }」用了两次
    .label = 又用了一次
    .help = 请改成不同的编号
    .why = 编号是每一行、每一列永久的名称，不能重复。
form-circular-sum = 「{ $id }」的合计包含了它自己
    .label = 绕回到自己
    .help = 请从合计的各项中去掉它自己
    .why = 合计不能包含自己，否则永远算不出来。
form-equation = 勾稽关系写法不对，这里应当是 { $expected }
    .label = 这里
    .help = 写法是：行 + 行 = 行 + 行，只有 +、=、<=、>=
    .why = 勾稽关系只用加号和比较号，这样不懂程序的人也能核对。

## 很可能填错的地方（有关的勾稽都能由它解释，而且只有它能解释）

advice-probable = { $slip ->
        [transposed] 很可能是「{ $first_row }」的「{ $first_column }」填错了：填的是 { $written }，改为 { $value } 就都对得上（两位数字写颠倒了）
        [tenfold] 很可能是「{ $first_row }」的「{ $first_column }」填错了：填的是 { $written }，改为 { $value } 就都对得上（多写或者少写了一个 0）
        [extra-digit] 很可能是「{ $first_row }」的「{ $first_column }」填错了：填的是 { $written }，改为 { $value } 就都对得上（多写了一位数字）
        [lost-digit] 很可能是「{ $first_row }」的「{ $first_column }」填错了：填的是 { $written }，改为 { $value } 就都对得上（少写了一位数字）
        [unit] 很可能是「{ $first_row }」的「{ $first_column }」弄错了单位（元和万元）：填的是 { $written }，改为 { $value } 就都对得上
        [sign] 很可能是「{ $first_row }」的「{ $first_column }」写错了正负：填的是 { $written }，改为 { $value } 就都对得上
        [swapped-in-row] 很可能是「{ $first_row }」的「{ $first_column }」和「{ $last_column }」两个数填反了，对调过来就都对得上
        [swapped-in-column] 很可能是「{ $first_column }」这一列里，「{ $first_row }」和「{ $last_row }」两个数填反了，对调过来就都对得上
        [swapped-columns] 很可能是「{ $first_column }」和「{ $last_column }」两列的数整列填反了，对调过来就都对得上
        [swapped-rows] 很可能是「{ $first_row }」和「{ $last_row }」两行的数整行填反了，对调过来就都对得上
        [shifted-right] 很可能是「{ $first_row }」从「{ $first_column }」到「{ $last_column }」的数都向右错了一格，依次左移一格，「{ $last_column }」填 { $last_value }，就都对得上
        [shifted-left] 很可能是「{ $first_row }」从「{ $first_column }」到「{ $last_column }」的数都向左错了一格，依次右移一格，「{ $first_column }」填 { $first_value }，就都对得上
        [shifted-down] 很可能是「{ $first_column }」这一列从「{ $first_row }」到「{ $last_row }」的数都向下错了一行，依次上移一行，「{ $last_row }」填 { $last_value }，就都对得上
        [shifted-up] 很可能是「{ $first_column }」这一列从「{ $first_row }」到「{ $last_row }」的数都向上错了一行，依次下移一行，「{ $first_row }」填 { $first_value }，就都对得上
       *[cell] 很可能是「{ $first_row }」的「{ $first_column }」填错了：填的是 { $written }，改为 { $value } 就都对得上
    }。请核对原始登记以后再改

## 标注

label-first-here = 第一次出现在这里
label-form = 表格格式是这样规定的
label-head = 表头到这里为止
label-part = 计入
label-term = 有关的数
label-required-here = 依据这一条
label-level = 本机关的层级
label-deadline = 本地规定的期限
label-probable = 很可能是这里填错了

## 界面

severity-error = 错误
severity-warning = 警告
severity-note = 提示
help-prefix = 怎么改
summary = 检查了 { $reports } 份报告：{ $errors } 个错误，{ $warnings } 个警告，{ $notes } 个提示
summary-clean = 检查了 { $reports } 份报告，没有发现问题
render-refused = 「{ $path }」有 { $errors } 个错误，没有生成文件；改正后再试，或者加 --draft 生成草稿
rendered = 已生成 { $file }
rendered-summary = 共 { $reports } 份报告，{ $files } 个文件
status-title = { $agency } { $year } 年度
status-complete = 应填的都填了
status-missing = 还有 { $count } 处没有填写：
status-deadline-left = 公布期限 { $deadline }，还有 { $days } 天（{ $basis }）
status-deadline-today = 公布期限就是今天 { $deadline }（{ $basis }）
status-deadline-passed = 公布期限 { $deadline } 已过 { $days } 天（{ $basis }）
status-published = 已于 { $date } 公布
status-published-late = 已于 { $date } 公布，迟了 { $days } 天
status-other-findings = 另有 { $errors } 个错误、{ $warnings } 个警告，请运行 nianbao check { $path }
init-done = 已在「{ $path }」建立报告文件夹
init-next = 接下来：用记事本填写 report.toml，用 Excel 填写各个 CSV 文件，然后运行 nianbao check { $path }
init-exists = 「{ $path }」已经存在而且不是空的，没有写入任何文件；请换一个新的文件夹
init-bad-level = 不认识的层级「{ $level }」，应当是：{ $levels }
init-no-edition = 没有 { $year } 年度的表格格式（现有：{ $editions }）
explain-unknown = 没有「{ $code }」这种问题{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」？
    }；运行 nianbao explain 可以看全部
explain-example = 例子：
explain-list-title = 全部问题（nianbao explain 名称 可以看详细说明）：
cannot-run = 无法运行：{ $reason }

## 帮助

help-about = 年报：检查并生成政府信息公开工作年度报告和政务公开自查报告
help-init = 新建报告文件夹，各个文件都是空表并带说明
help-check = 检查报告文件夹，指出错在哪个格子
help-render = 检查通过后生成报告（Markdown 和网页）
help-status = 看还有哪些没有填，离期限还有几天
help-explain = 解释一种问题是什么意思、怎么改
help-arg-global-lang = 信息的语言：zh 中文，en 英文
help-arg-global-color = 彩色显示：auto 自动，always 总是，never 不用
help-arg-global-templates = 用这个文件夹里的表格格式和模板代替自带的同名文件
help-arg-init-folder = 要新建的文件夹
help-arg-init-year = 报告年度
help-arg-init-name = 机关全称，例如 中枢镇人民政府
help-arg-init-level = 层级：township 乡镇，street 街道，department 部门，county 县，city 市，province 省
help-arg-reading-paths = 报告文件夹，或者装着许多报告文件夹的文件夹
help-arg-reading-encoding = 文件的编码：auto 自动，utf-8，gb18030
help-arg-reading-today = 把这一天当作今天，例如 2023-03-01
help-arg-check-format = 输出格式：human 给人看，json 给程序用
help-arg-check-fail-on = 从哪一级开始算不通过：error 错误，warning 警告，note 提示
help-arg-render-output = 生成的文件放在这个文件夹
help-arg-render-document = 只生成这些文件：annual 年度报告，self-inspection 自查报告
help-arg-render-format = 文件格式：md，html
help-arg-render-draft = 有错误也生成，每页标明“草稿”
help-arg-render-fail-on = 从哪一级开始不生成：error 错误，warning 警告，note 提示
help-arg-explain-code = 问题的名称，例如 wrong-total；不写就列出全部
help-usage = 用法：
help-commands = 命令
help-options = 选项
help-arguments = 参数
help-help = 显示帮助
help-version = 显示版本
help-default = ［默认：{ $value }］
help-footer = 退出状态：0 没有问题；1 有问题；2 无法运行
usage-unknown-argument = 不认识的选项「{ $argument }」
usage-missing = 还缺少：{ $arguments }
usage-invalid-value = 「{ $argument }」不能是「{ $value }」{ $expected ->
        [none] {""}
       *[other] {""}，应当是：{ $expected }
    }
usage-unknown-command = 没有「{ $command }」这个命令
usage-other = 命令写法不对：{ $detail }
usage-see-help = 运行 nianbao --help 可以看用法
