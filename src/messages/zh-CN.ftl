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
    .help = 如果文字显示正常，不用处理；想去掉这条提示，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”，或者运行 nianbao check 报告文件夹 --fix
    .why = 中文版 Excel 默认按 GB18030 保存 CSV。程序能读，但编码是推断出来的，所以说明一下。
invalid-encoding = 文件里有读不懂的字节，既不是 UTF-8 也不是 GB18030（按 { $encoding } 读到这里为止）
    .label = 从这里开始读不懂
    .help = 请用 Excel 或记事本重新打开，另存为“CSV UTF-8（逗号分隔）”
    .why = 编码损坏的文件读出来会是乱码，数字也可能被读错，所以整个文件都不采用。
not-text = 这不是文本文件，可能是 Excel 工作簿改了扩展名
    .label = 不是文本
    .help = 请在 Excel 里打开它，另存为“CSV UTF-8（逗号分隔）”
    .why = 把 .xlsx 文件改名为 .csv，并不会变成 CSV 文件。
bad-toml = { $file } 这一处写法不对：{ $cause ->
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
       *[other] 请检查这一行：左边是英文名称，中间是英文等号，右边的文字写在英文引号里
    }
    .why = 文件的每一行写作：名称 = "内容"。名称、等号和引号都是英文的，内容写在引号里。
wrong-separator = 这个 CSV 文件的各格不是用英文逗号隔开的
    .label = 这里被当成了一格
    .help = 请把各格之间的中文逗号、分号或制表符改成英文逗号（,），或者在 Excel 里分好格后另存为“CSV UTF-8（逗号分隔）”
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
    .help = 请改成正确的名称{ $free ->
        [yes] ；自己要用的内容可以放在 [extra] 下面
       *[no] ，或者删去
    }
    .why = 名称写错了，后面的内容就不会进入报告，所以必须改正。
wrong-value = 这里的内容不对，应当是{ $expected ->
        [text] 一段文字，写在英文引号里
        [prose] 文字，写在英文引号里
        [list] 几段文字，写作 ["甲", "乙"]
        [date] 日期，例如 2023-01-15
        [year] 年度，例如 2022
        [choice] 规定的词：{ $choices }
        [table] 一节内容，写作 [名称]
        [waivers] 一条一条的豁免，每条以 [[waiver]] 开头
        [values] 核对过的数值，写作 {"{"} 名称 = "值" {"}"}
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
    .help = 请核对这两行：行名写错的改正，确实重复的只保留一行
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
    .help = 请核对列名：列名写错的改正，确实重复的只保留一列
    .why = 同一列出现两次，不知道以哪一列为准。
missing-column = 「{ $table }」缺少这些列：{ $columns }
    .label = 表头在这里
    .help = 请补上缺少的列并填写，没有发生的填 0
    .why = 表格的每一列都要有；只有“总计”可以省略，由程序计算。年度报告的表格是国家统一的格式（《政府信息公开条例》第五十条）。
extra-cell = 这一行比表头多出一格「{ $written }」
    .label = 多出来的格
    .help = 请删除多出来的内容；如果是数错位了，请移回原位；如果各行都多一格，就是表头少了一格，请补上
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
    .help = { $total ->
        [none] 请填写；没有发生的填 0
       *[other] 各部分加起来是 { $total }，请核对后填写 { $total }
    }
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
    .why = 件数和金额不会是负数，只有“本年增/减”这样的列可以带负号。
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
    .help = { $own ->
        [yes] 请改成规范的单位（{ $unit }），写在数字后面
       *[no] 请换算成{ $unit }，只填数字
    }
    .why = 元和万元混用会差一万倍。表头已经写明单位，格子里只填数字。
slash-not-allowed = 这一格不能填“/”
    .label = { $column }要填数字
    .help = 没有发生请填 0；总计请填各部分之和
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
    .help = 请核对上级和子栏目的数；如果上级的数不包含子栏目，请在 report.toml 开头写 counting = "exclusive"，空着的栏目也要填数
    .why = 上级栏目的条数包含子栏目的条数，所以不会比子栏目之和少。
broken-identity = { $says }；这里左边是 { $left }，右边是 { $right }（{ $row }，{ $column }）
    .label = 左边 { $left }，右边 { $right }，相差 { $difference }
    .help = 请核对标出的各个数，改正填错的那一个，使上面这句话成立{ $explained_by ->
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
    .help = 请核对日期（依据：{ $basis }）；确实迟了的，运行 nianbao check 报告文件夹 --write-waiver late-publication --reason "原因"，把原因记下来
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

## 文字

text-against-table = 文字写的是「{ $written }」，与表里的数不一致：「{ $row }」的{ $column }是 { $figure }
    .label = 表里是 { $figure }
    .help = 请核对哪一个对，改正错的一个{ $within ->
        [text] {""}
       *[key] {""}；文字里最好引用表中的数，写成 {"{{ "}{ $reference }{" }}"}，就不会再不一致
    }
    .why = 报告的文字和表格说的是同一件事，数字必须一致。读者和审核的人会拿文字对表格。
approximate-figure = 文字写的是「{ $written }」，而表里有准确的数：「{ $row }」的{ $column }是 { $figure }
    .label = 准确的数是 { $figure }
    .help = 请写准确的数{ $within ->
        [text] {""}
       *[key] {""}，或者引用表中的数：{"{{ "}{ $reference }{" }}"}
    }
    .why = 有准确统计的，不应再写“余”“多”“约”“近”。
none-against-figure = 文字写的是「{ $written }」，而表里「{ $row }」的{ $column }是 { $figure }
    .label = 表里是 { $figure }
    .help = 请核对：确实没有的，把表里的数改为 0；有的，改正这句话
    .why = 文字说没有发生，表里却有数，其中必有一个是错的，常见的原因是文字照抄了往年的报告。
unchecked-figure = 这段文字里有 { $count } 个数没有与表格核对：{ $figures }
    .label = 从这里开始
    .help = { $within ->
        [text] 请对照原始登记核对；核对过的，运行 nianbao check 报告文件夹 --write-waiver unchecked-figure --reason "已核对"，记下来
       *[key] 表里有的数，请改为引用，例如 {"{{ requests.received.total }}"}；表里没有的，请对照原始登记核对后写进 [extra]，再引用 {"{{ extra.名称 }}"}
    }
    .why = 直接写在文字里的数，程序不知道它对应哪一格，没有办法核对。改为引用，就永远与表格一致。
breakdown-mismatch = 「{ $written }」与后面列出的各项对不上：{ $terms }={ $sum }，{ $more ->
        [sum] 多
       *[stated] 少
    } { $gap }
    .label = 各项加起来是 { $sum }
    .help = 请逐项核对，使各项之和等于总数；没有列全的，请写“其中”，或者在最后加“等”
    .why = 文字里列出的分项，加起来应当等于总数；写“其中”的可以少于总数，但不能超过。
breakdown-short = 「{ $written }」后面列出的各项加起来是 { $sum }（{ $terms }），比总数少 { $gap }
    .label = 各项加起来是 { $sum }
    .help = 没有列全的，请在最后加上“等”字，或者补上“其他{ $gap }{ $unit }”；本来应当列全的，请核对各项
    .why = “其中”后面可以只列一部分，所以这不一定是错的；但是如果本来列的是全部，就少算了。
duplicate-item = 「{ $item }」在同一句里列了两次
    .label = 又列了一次
    .help = 请核对，只保留一项；确实是两件事的，请写出区别
    .why = 同一项列了两次，要么重复计算，要么其中一项的名称写错了。
wrong-share = 「{ $part }」所占的比例写成了 { $stated }%，应当是 { $right ->
        [100] 不超过 100
       *[other] { $right }
    }%
    .label = 比例不对
    .help = 请重新计算：部分除以总数，再乘以 100
    .why = 百分比应当等于部分除以总数，四舍五入或者截去尾数都可以。
wrong-part-count = 文字说报告有「{ $written }」，{ $of ->
        [listed] 列出的却是 { $count } 个
       *[chapters] 实际却是 { $count } 个
    }
    .label = 写的是 { $stated }，{ $of ->
        [listed] 列出的是 { $count }
       *[chapters] 实际是 { $count }
    }
    .help = 请把数字改对，或者补全列出的部分
    .why = 开头说有几个部分，后面就应当有几个部分。
wrong-title = { $fault ->
        [year] 标题「{ $title }」的年度不是 { $year } 年
       *[name] 标题「{ $title }」不是年度报告的名称
    }
    .label = 标题
    .help = 标题应当是“{ $agency }{ $year }年政府信息公开工作年度报告”
    .why = 年度报告的标题写作：机关名称＋年度＋“政府信息公开工作年度报告”。写成“工作报告”“工作总结”，或者写错年度，都要退回修改。
cover-letter = 「{ $title }」是报送的函，不是年度报告本身
    .label = 这是报送用的
    .help = 请只保留年度报告的正文，去掉报送的函
    .why = 向主管部门报送的函不能代替报告公布。
missing-chapter = 报告缺少 { $count } 个部分：{ $chapters }
    .label = 写到这里为止
    .help = 请补上缺少的部分，标题用规定的写法，序号依次编写；开头列出各部分的，也要补上
    .why = 年度报告的各个部分由国家统一的格式规定，不能遗漏。
chapter-order = { $fault ->
        [order] 「{ $heading }」的位置不对
       *[number] 「{ $heading }」的序号是 { $stated }，应当是 { $expected }
    }
    .label = 应当是第 { $expected } 部分
    .help = 请按规定的顺序排列各部分，序号从“一”开始依次编写
    .why = 各部分的顺序由国家统一的格式规定。
extra-chapter = 「{ $heading }」不是规定的部分
    .label = 多出来的部分
    .help = 请把内容并入规定的 { $count } 个部分，多数可以写在最后一个部分里
    .why = 年度报告的内容严格按照格式确定，不能遗漏，也不宜另加部分。
odd-heading = 标题「{ $heading }」与规定的写法不同
    .label = 规定的写法是「{ $expected }」
    .help = 请改为「{ $expected }」
    .why = 意思相同的标题不算错，用规定的写法更便于查找和比较。
hollow-text = 「{ $key }」只写了「{ $written }」，等于没有写
    .label = 没有内容
    .help = 请写出实际情况：存在什么问题、怎么改进；没有发生的，用一句完整的话说明
    .why = 存在的问题和改进情况必须写，不能空着，也不能只写“无”。敷衍应付是通报的情形之一。
missing-aspect = 「{ $heading }」没有写到：{ $aspects }
    .label = 没有写到 { $aspects }
    .help = 请补写这些方面的情况；没有发生的，也要说明
    .why = 总体情况要写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面；各级人民政府还要写工作考核、社会评议和责任追究结果（《政府信息公开条例》第五十条）；存在的问题和改进措施都要写；收取信息处理费的情况写在最后一个部分。
placeholder = 「{ $written }」还没有换成实际的内容
    .label = 待填写
    .help = 请换成实际的名称、年份或者数字
    .why = 模板里留着待填的符号，公布出去就是一份没有写完的报告。
wrong-period = 统计期限写成了「{ $written }」，应当是 { $year }年1月1日至{ $year }年12月31日
    .label = 统计期限不对
    .help = 请改为“{ $year }年1月1日至{ $year }年12月31日”
    .why = 年度报告的数据统计期限是报告年度的1月1日至12月31日。
malformed-date = 没有「{ $written }」这样的日期
    .label = 日期写错了
    .help = 请核对年、月、日，例如多打或者少打了一个数字
    .why = 日期写错，例如“202020年”，是公布出去最容易被发现的错误。
other-year = 这一句讲的是「{ $written }」，而这是 { $year } 年度的报告
    .label = 是不是写错了年份
    .help = 照抄往年的，请改成 { $year } 年的情况；确实要讲另一年的，请写明与本年的关系，例如“与……相比”
    .why = 报告写的是一年的工作。别的年份出现在句首，多半是照抄了往年的报告。
other-years-document = 引用的《{ $title }》是 { $found } 年的文件，而这是 { $year } 年度的报告
    .label = { $found } 年的文件
    .help = 请核对：应当是 { $year } 年的文件的，改正年份；确实要引用这一份的，运行 nianbao check 报告文件夹 --write-waiver other-years-document --reason "原因"，记下来
    .why = 工作要点、工作方案每年一份。引用了别的年度的，可能是照抄往年的报告时没有改过来。
other-agency = 这里写的是「{ $written }」，而本机关是{ $agency }
    .label = 是不是抄了别的机关
    .help = 请改成本机关的名称
    .why = 报告里出现别的机关自称，多半是照抄了别处的报告。
signed-early = { $what ->
        [signed] 落款日期
       *[published] 公布日期
    } { $date } 不晚于统计期限的最后一天 { $end }
    .label = 这时年度还没有结束
    .help = 请核对日期，应当在 { $end } 之后
    .why = 全年的数据要到年底才能统计完，报告不会在这之前写成。
signed-late = 落款日期 { $signed } 晚于公布日期 { $published }
    .label = 落款日期
    .help = 请核对这两个日期
    .why = 先签发，后公布。
wrong-brackets = 文号的年份用了「{ $written }」
    .label = 应当是 { $right }
    .help = 请改为 { $right }
    .why = 公文的文号，年份用六角括号〔〕。
personal-data = 这里有{ $kind ->
        [identity] 身份证号
        [bank-card] 银行卡号
       *[mobile] 手机号码
    }（{ $shown }），不能公布
    .label = { $shown }
    .help = { $where ->
        [count] 请改填实际的数，没有发生填 0
       *[text] 请删除，或者改成 { $shown }；对外的联系方式请写在 [contact]
    }
    .why = 公开的内容不得泄露个人隐私。身份证号、银行卡号、个人手机号码要删除，或者遮住中间的数字。办公电话不受影响。
## 检查的设置（nianbao.toml）

bad-config = nianbao.toml { $cause ->
        [syntax] 这一处写法不对：{ $detail }
        [unreadable] 读不出来：{ $detail }
        [table] 的 { $key } 应当是一节，写作 [{ $key }]
        [key] 没有「{ $key }」这个名称
        [code] 里写了「{ $key }」，没有这种问题
        [fixed] 不能更改「{ $key }」的级别
       *[level] 里「{ $key }」的写法不对，应当是规定的词：{ $choices }
    }{ $nearest ->
        [none] {""}
       *[other] {""}，是不是要写「{ $nearest }」？
    }
    .label = { $cause ->
        [fixed] 不能改
       *[other] 应当改
    }
    .help = { $cause ->
        [syntax] 请对照这个写法改：[codes] 一行，下面每行写 问题名称 = "级别"
        [unreadable] 请另存为 UTF-8 编码的文本文件，并确认有读取权限
        [table] 请写成单独一行 [{ $key }]，下面每行写 问题名称 = "级别"
        [key] 只有 [codes] 和 fail-on 两项，请改正或者删除
        [code] 运行 nianbao explain 可以看全部名称，请改正或者删除这一行
        [fixed] 请删除这一行；这种问题说明检查本身没有做成，不能略去
       *[level] 请改成其中一个词，写在英文引号里
    }
    .why = nianbao.toml 规定每种问题按哪一级对待。写错的设置如果不声不响地忽略，本来要从严的就会放过。
## 上年的报告

no-prior = 没有写明上年（{ $last } 年度）的报告，跨年的数没有核对
    .label = 没有 prior
    .help = 请在 report.toml 开头（year 下面）写 prior = "../上年的报告文件夹"；没有上年数据的，写 prior = "none"
    .why = 有了上年的报告，才能核对：上年结转与上年报告的结转下年度、现行有效件数、上年尚未审结的案件、增减五倍以上的数、元和万元、与上年雷同的文字。
prior-unusable = 上年的报告「{ $path }」用不了：{ $reason ->
        [missing] 没有这个文件夹
        [no-report] 文件夹里没有 report.toml
        [itself] 这就是本年的文件夹
        [unreadable] { $detail }
       *[faulty] 它的 report.toml 读不出报告年度，或者写法有错
    }
    .label = 上年的报告
    .help = { $reason ->
        [faulty] 请运行 nianbao check { $detail }，按提示改正那里的 report.toml
       *[other] 请写上年报告文件夹的位置，从本文件夹算起，例如 ../zhongshu-2021；没有上年数据的，写 prior = "none"
    }
    .why = prior 写的是上年报告文件夹的位置，从本年的报告文件夹算起。读不到上年的报告，跨年的数就没有核对，不能算没有问题。
prior-not-last-year = 上年的报告应当是 { $last } 年度的，这里是 { $year } 年度的
    .label = 是 { $year } 年度的
    .help = 请改成 { $last } 年度报告文件夹的位置；没有这一年数据的，写 prior = "none"
    .why = 结转、现行有效件数都是一年接一年的，中间隔了一年就接不上，所以不做比较。
prior-of-other-agency = 上年的报告是「{ $agency }」的，本年是「{ $this }」的，没有做比较
    .label = 是「{ $agency }」的
    .help = 请改成本机关上年报告文件夹的位置；如果是本年更了名，请在 [agency] 写 former_name = "{ $agency }"
    .why = 拿别的机关的报告来比较没有意义，多半是 prior 写错了文件夹。
broken-continuity = 「{ $row }」的「{ $column }」与上年的报告接不上：填的是 { $stated }，按上年的报告应当{ $comparison ->
        [at-least] 不少于
        [at-most] 不多于
       *[equal] 是
    } { $expected }（{ $says }）
    .label = 填的是 { $stated }，应当{ $comparison ->
        [at-least] 不少于
        [at-most] 不多于
       *[equal] 是
    } { $expected }
    .help = 请核对标出的数：本年填错的改本年的；上年的数录错的，改上年文件夹里的
    .why = 上年报告的“结转下年度继续办理”就是本年的“上年结转”；现行有效件数由上年的数加制发、减废止得来；上年尚未审结的案件本年要有着落。接不上，说明有一年的数不对。
unit-slip = 「{ $row }」的「{ $column }」本年是 { $stated }，上年是 { $last }，相差约一万倍，可能混用了元和万元
    .label = 上年是 { $last }
    .help = 请核对两年的金额，单位都应当是{ $unit }；填错单位的请换算，上年录错的改上年文件夹里的
    .why = 元和万元正好差一万倍。同一项金额一年之间差几千倍以上，多半是单位写错了。
sudden-change = 「{ $row }」的「{ $column }」本年是 { $stated }，上年是 { $last }，{ $more ->
        [stated] { $times ->
            [none] 上年没有
           *[other] 是上年的 { $times } 倍
        }
       *[last] { $times ->
            [none] 本年没有了
           *[other] 上年是本年的 { $times } 倍
        }
    }
    .label = 上年是 { $last }
    .help = 请核对有没有多写、少写数字；确实如此的，最好在报告里说明原因，并运行 nianbao check 报告文件夹 --write-waiver sudden-change --reason "原因"，以后不再提示
    .why = 同一项数一年之间增加到五倍以上或者减少到五分之一以下，有时是真的，有时是多写了一位。数很小的不比较。
repeated-text = { $key } 的{ $extent ->
        [all] 全部文字
       *[passage] 这段文字
    }与上年的报告 { $percent }% 相同
    .label = { $extent ->
        [all] 从这里开始，与上年的合起来看相同
       *[passage] 与上年的这一段相同
    }
    .help = 请按本年的实际情况重写，写出本年做了什么；只换年份和数字的不算重写
    .why = 国办公开办函〔2021〕30号规定，年度报告“内容雷同、敷衍塞责”造成不良后果的要追究责任，各地考核也对与往年雷同的报告扣分。这里去掉数字、年份和标点，比较 60 字以上的文字，九成以上相同才提示。
## 豁免

incomplete-waiver = 这一条豁免没有写 { $keys }
    .label = 不完整
    .help = 请补上缺少的内容：code 问题的名称，reason 原因，by 决定人，date 日期（例如 2023-04-11）；也可以整条删除，再运行 nianbao check 报告文件夹 --write-waiver 问题的名称 --reason "原因"，由程序写好；不需要的请整条删除
    .why = 豁免是有人核对过、负责任的决定。没有原因、决定人和日期，事后无从查问，所以不算数。
stale-waiver = 「{ $code }」的豁免已经失效：核对的是 { $covered ->
        [none] （没有写 values）
       *[other] { $covered }
    }，现在是 { $now }
    .label = 与现在的数值不符
    .help = 请重新核对；确实如此的，改写 values = {"{"} { $now } {"}"}，并更新原因和日期；不需要的请整条删除
    .why = 豁免只对核对过的数值有效。数值变了，当初的决定就不能照搬，要重新核对。
expired-waiver = 「{ $code }」的豁免到 { $expires } 为止，已经过期
    .label = 已经过期
    .help = 请重新核对；需要延期的，改写 expires 和 reason；不需要的请整条删除
    .why = 写明期限的豁免，过了那一天就不再有效，问题会重新提出来。
unused-waiver = 「{ $code }」的这条豁免没有对上任何问题{ $nearest ->
        [none] {""}
       *[other] {""}，是不是要写「{ $nearest }」？
    }
    .label = 没有对上
    .help = 问题已经改好的，请整条删除；否则请对照检查结果核对 code、fact（数的路径）和 file（文件名）
    .why = 用不着的豁免留在文件里，以后可能放过不该放过的问题。
not-waivable = 「{ $code }」不能豁免，必须改正
    .label = 这一条不起作用
    .help = 请改正标出的地方，并删除这一条豁免
    .why = 警告和提示核对后可以豁免；错误（例如合计不符、勾稽关系不成立、该填的空着）不改正就不能公布，豁免不起作用。
waived-title = 已豁免：
waived-line = { $code }  { $at }  { $reason }（{ $by }，{ $date }）
summary-waived = 另有 { $count } 个问题已豁免，不计在内
waive-done = 已在 { $path } 写入 { $count } 条豁免（{ $code }）
waive-nothing = 「{ $path }」现在没有「{ $code }」，没有写入
waive-refused = 「{ $path }」：「{ $code }」不能豁免，必须改正；没有写入
waive-incomplete = 豁免要写明原因（--reason）和决定人（--by）
waive-encoding = { $path } 不是 UTF-8，没有写入；请先运行 nianbao check --fix 改成 UTF-8
waive-faulty = { $path } 里有错误，没有写入；请先运行 nianbao check 看错在哪里，改正后再试
changed-meanwhile = { $path } 刚刚被别的程序改过，没有写入；请关闭那个程序后再试

## 自动改正

fix-done = 已改 { $path }：补上总计 { $totals } 处，改正写法 { $figures } 处{ $encoding ->
        [yes] ，编码改为 UTF-8
       *[no] {""}
    }
fix-dry-run = 有 { $files } 个文件可以改；没有写入任何文件，去掉 --dry-run 就会改
fix-encoding = { $path }：编码改为 UTF-8
## 表格格式的选择和本地增加的行

missing-unit = 「{ $written }」没有写单位，分不清是{ $units }里的哪一个
    .label = { $column }要写明单位
    .help = 请按实际的单位写明：{ $examples }；没有发生填 0
    .why = 2019、2020年度的表格没有规定“采购总金额”的单位，各地有的填元，有的填万元，相差一万倍。只写数字，读者看不出是多少钱。

unknown-edition = 没有「{ $edition }」这个版本的表格（现有：{ $editions }）
    .label = 这个版本
    .help = 请改成现有的版本；表格的版本一般由报告年度决定，这一行可以删除
    .why = edition 写的是当年公布时所用表格的版本，只有与报告年度不一致时才需要写，例如 2020 年度已经按 2021 版公布的。
wrong-edition = { $tables }是 { $looks } 版的表格（{ $looks_citation }），{ $by ->
        [edition] report.toml 写的是 { $edition } 版
       *[year] { $year } 年度用的是 { $edition } 版
    }（{ $citation }）
    .label = 这是 { $looks } 版才有的
    .help = 请按 { $edition } 版的表格重新填写，空表可以用 nianbao init 在别处新建{ $whole ->
        [yes] {""}；年度写错了的，请改 year；当年确实按 { $looks } 版公布的，请在 report.toml 开头写 edition = "{ $looks }"
       *[no] {""}
    }
    .why = 表格的版本由报告年度决定：2018年度及以前、2019和2020年度、2021年度起各不相同，同一格的意思也可能不同，例如行政事业性收费先是项数，后来是万元金额。照抄旧表会出错，所以先说明版本，再按实际所用的版本检查其他问题。
missing-overlay = 本地格式文件「{ $file }」读不到
    .label = 没有这个文件
    .help = 请核对文件的位置：从本报告文件夹算起，上一级写作 ../，文件名以 .toml 结尾；没有本地增加的行，就删除这一行
    .why = form 写的是本地在国家表格之外增加哪些行的格式文件，由县里或者省里统一提供。读不到它，就不知道表里应当有哪些行。
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

## 名册（--register）和汇总（--summary）

bad-register = { $cause ->
        [no-names] 名册的表头里没有“名称”一列
        [head-unknown] 名册的表头里没有「{ $written }」这一列，是不是要写「{ $nearest }」？
        [head-twice] 名册的表头里有两个「{ $written }」
        [empty] 名册里一个机关也没有
        [no-name] 名册的这一行没有写名称
        [level] 名册里没有「{ $written }」这种级别，应当是：{ $choices }
        [code-twice] 名册里有两个机关的代码都是「{ $written }」
        [path-twice] 名册里有两个机关的路径都是「{ $written }」
        [name-twice] 名册里不止一个机关叫「{ $written }」，这一行又没有写路径，分不清是哪一个
        [own-parent] 名册里这个机关的上级写成了它自己（{ $written }）
        [circle] 名册里这几个机关互为上级，绕成了一圈：{ $choices }
       *[outside] 名册里的路径「{ $written }」到了名册所在的文件夹以外
    }
    .label = { $cause ->
        [no-names] 表头应当有“名称”
        [head-unknown] 不认识
        [empty] 到这里为止，没有机关
        [no-name] 空着
        [level] 不是级别
        [own-parent] 不能是自己
        [circle] 绕回来了
        [outside] 应当在名册所在的文件夹以内
        [name-twice] 没有写路径
       *[other] 第二次出现
    }
    .help = { $cause ->
        [no-names] 请在第一行写表头，例如：代码,名称,级别,上级,路径；至少要有“名称”。文件应当是用英文逗号隔开的 CSV
        [head-unknown] 请改成「{ $nearest }」；确实是另外一列的，请换一个名称
        [head-twice] 请删除其中一列，或者改成另外的名称
        [empty] 请在表头下面填写应当报告的机关，每个机关一行
        [no-name] 请填写机关名称；没有用的行请删除
        [level] 请改成其中一个词；不清楚的可以空着
        [code-twice] 请核对代码；同一个机关写了两行的，删除一行
        [path-twice] 请核对路径；同一个机关写了两行的，删除一行
        [name-twice] 请在这一行的“路径”填写它的报告文件夹；同一个机关写了两行的，删除一行
        [own-parent] 请改成上级机关的代码；没有上级的空着
        [circle] 请逐个核对标出的上级代码，改正写错的那个；最上面的机关没有上级，空着
       *[outside] 请写从名册所在的文件夹开始的路径，不要以 / 开头，也不要用 ..
    }
    .why = 名册（register.csv）写明哪些机关应当报告。名册有错，就不知道谁缺报，所以要先改正名册。
missing-report = 缺报：名册里的「{ $name }」没有找到报告文件夹{ $path ->
        [none] {""}
       *[other] （应当在 { $path }）
    }
    .label = 缺报
    .help = { $path ->
        [none] 请催报，收到后把报告文件夹放进来，report.toml 里的机关名称要与名册一致；不用报告的，从名册里删除这一行
       *[other] 请催报，收到后把报告文件夹放在 { $path }；不用报告的，从名册里删除这一行
    }
    .why = 名册里的每个机关都应当有年度报告。没有找到报告文件夹的，就是缺报。
surplus-report = 多报：名册里没有「{ $agency }」（{ $path }）
    .label = 名册里没有
    .help = 应当报告的，请在名册里加一行：名称「{ $agency }」；不归这里管的，请把文件夹 { $path } 移到别处
    .why = 有报告而名册里没有这个机关，可能是名册漏了，也可能是机关名称写法不同，或者放错了地方。
duplicate-report = 重复：「{ $name }」{ $year ->
        [none] {""}
       *[other] { $year } 年度
    }的报告有两份：{ $first } 和 { $second }
    .label = 有两份
    .help = 请核对哪一份是对的，放在 { $first }；另一份移到别处，例如不在检查范围内的文件夹
    .why = 一个机关一个年度只有一份报告。有两份时，不知道哪一份算数，汇总也会重复计算。
register-differs = { $what ->
        [name] 名册里这个机关叫「{ $registered }」，{ $path } 的 report.toml 里写的是「{ $stated }」
        [level] 名册里「{ $name }」的级别是「{ $registered }」，{ $path } 的 report.toml 里写的是「{ $stated }」
       *[path] 「{ $name }」的报告不在名册所说的「{ $registered }」，而在「{ $stated }」
    }
    .label = 与报告不一致
    .help = { $what ->
        [path] 请把名册里的路径改成「{ $stated }」，或者把文件夹移到名册所说的地方
       *[other] 请核对哪一个对；名册错了的改成「{ $stated }」，报告错了的改 report.toml；放错了文件夹的，换过来
    }
    .why = 名册和报告说的应当是同一个机关。名称、级别或者位置不一致，可能是放错了文件夹，也可能是改名以后名册没有改。
tally = 通过 { $passed } 份，不通过 { $failed } 份，逾期 { $late } 份
tally-register = 名册上有 { $agencies } 个机关：缺报 { $missing } 个，多报 { $surplus } 份，重复 { $duplicate } 份
tally-commonest = 最常见的问题：
tally-code = { $code }：{ $count } 处，{ $reports } 份报告（{ $summary }）
summary-code = 代码
summary-name = 名称
summary-level = 级别
summary-level-word = { $level ->
        [township] 乡镇
        [street] 街道
        [department] 部门
        [county] 县
        [city] 市
        [province] 省
       *[other] { $level }
    }
summary-parent = 上级
summary-year = 年度
summary-state = 状态
summary-errors = 错误
summary-warnings = 警告
summary-notes = 提示
summary-exempt = 豁免
summary-deadline = 期限
summary-published = 公布日期
summary-late = 逾期
summary-surplus = 多报
summary-duplicate = 重复
summary-path = 路径
summary-documents = 报告
summary-passed = 通过
summary-failed = 不通过
summary-missing = 缺报
summary-unexamined = 没有检查
summary-yes = 是
office-title = 政府信息公开工作年度报告检查汇总
office-today = 截至 { $today }
office-agencies = 应报机关
office-reports = 已报报告
office-commonest = 最常见的问题
office-times = 处
office-in-reports = 份报告
office-townships = 各机关情况
office-findings = 各机关的问题
office-nothing = 没有发现问题。
office-register = 名册
office-all = 全部
office-show = 显示
office-find = 查找
office-find-hint = 名称、代码、文件夹
office-none-shown = 没有符合的机关。
office-to-findings = 看是哪些问题
office-to-top = 回到表中
office-sort = 点一下排序，再点一下倒序
office-more = 还有 { $count } 个问题没有列出，全部在 summary.json 里。
office-machine = 表格和数据：
office-document = { $name ->
        [annual] 年度报告
        [self-inspection] 自查报告
       *[other] { $name }
    }{ $extension ->
        [html] {""}
        [md] （文本）
       *[other] .{ $extension }
    }
## 比较和溯源（nianbao compare、nianbao trace）

compare-title = { $a }与{ $b }比较（增减以 { $base } 为基数）
compare-table = 表
compare-row = 行
compare-column = 列
compare-unit = 单位
compare-difference = 增减
compare-percent = 增减（%）
compare-path = 路径
compare-remark = 说明
compare-other-unit = 单位不同，不能比较
compare-lacks = { $other }：{ $lacks }
compare-lone-title = 只有一份报告有的数（空白和 / 都不当作 0）
compare-lone = { $row }：{ $has } 有（{ $figures }）；{ $other }：{ $lacks }
compare-lone-table = 表「{ $table }」：{ $has } 有 { $count } 个数；{ $other }：{ $lacks }
compare-summary = 两份都有而不同的数 { $changes } 个，只有一份有的数 { $lone } 个，相同的数 { $alike } 个
compare-none = 两份报告的数完全相同（{ $alike } 个）
held-blank = 没有填（空白）
held-not-applicable = 填的是“/”
held-no-place = 所用的表格格式里没有这一项
held-no-table = 没有这张表
held-no-row = 没有这一行
held-no-column = 没有这一列
held-unread = 填写的内容读不出来
one-report-needed = 「{ $path }」里有 { $count } 份报告，这里要的是一份，请写明是哪一个文件夹：
one-report = - { $path }
one-report-more = 另外还有 { $count } 份
has-errors = 注意：「{ $path }」有 { $errors } 个错误、{ $warnings } 个警告没有处理，其中的数不一定可靠；请运行 nianbao check { $path }
trace-unknown = 「{ $path }」里没有「{ $fact }」这个数{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」
    }；写法是 表.行.列，例如 requests.received.total，也可以写表格上的名称，例如 columns.合计.items
trace-of = { $agency } { $year } 年度
trace-computed = { $value }（没有填写，由下列各数算出）
trace-state = { $label }：{ $state }
trace-way-columns = 同一行各列之和
trace-way-rows = 同一列各行之和
trace-way-group = 所含各行之和
trace-way-tree = 下级各行之和
trace-way-of-which = 其中下级各行
trace-way-besides = 本身与下级各行之和
trace-way-contributors = { $count } 个下级单位之和
trace-way-apart = { $count } 个下级单位各自的数（按表格格式不相加）
trace-agrees = { $way } = { $sum }
trace-differs = { $way } = { $sum }，填的是 { $stated }，相差 { $difference }
trace-open = { $way }：有的数没有填或者读不出来，不能相加
trace-none = { $way }：填的都是“/”，没有可以相加的数
trace-partial = { $way } = { $sum }（{ $lacking } 个单位没有数，没有计入）
trace-partial-differs = { $way } = { $sum }（{ $lacking } 个单位没有数，没有计入），填的是 { $stated }，相差 { $difference }
trace-changed = （汇总以后改动过）
trace-missing = 找不到它的报告文件夹 { $path }
trace-unreadable = 它的报告文件夹 { $path } 不能读取：{ $reason }
trace-faulty = 它的报告文件夹 { $path } 读不出报告，请运行 nianbao check { $path }
trace-circle = 又回到了上面已经列过的文件夹 { $path }，不再往下
trace-too-deep = 汇总超过 { $limit } 层，不再往下
trace-too-many = 列出的数已满 { $limit } 个，其余的没有列出
## 汇总（nianbao rollup，check --children）

broken-rollup = 「{ $row }」的「{ $column }」不等于下级各单位之和：填的是 { $stated }{ $unit }，各单位之和是 { $sum }{ $unit }，{ $more ->
        [stated] 多
       *[sum] 少
    } { $gap }{ $unit }（{ $parts ->
        [none] 各单位都是 0
       *[other] { $parts }
    }{ $others ->
        [none] {""}
       *[other] {""}，另有 { $others } 个单位
    }）
    .label = 填的是 { $stated }{ $unit }，各单位之和是 { $sum }{ $unit }
    .help = 请核对标出的数：本级填错的改本级的，下级填错的请下级改；下级的数在汇总以后改过的，请重新汇总
    .why = 上级的数由下级各单位的数相加得出。不相等，说明有一方填错了，或者下级的数在汇总以后又改过。
duplicate-contributor = 「{ $agency }」重复计算了：{ $how ->
        [inside] 它已经汇总在「{ $path }」里，又单独计了一次
       *[twice] 「{ $path }」是同一个单位的报告
    }
    .label = 重复计算
    .help = 汇总时只留其中一个{ $how ->
        [inside] {""}
       *[twice] {""}；不是同一个单位的，请改正名称
    }
    .why = 同一个单位的数加两次，合计就多了。
missing-contributor = 汇总时用过的「{ $agency }」找不到了：{ $path }
    .label = 没有这个报告文件夹
    .help = 文件夹移动或者改名的，请移回原处，或者重新汇总
    .why = provenance.csv 记着汇总了哪些单位。找不到，就说不清上级的数是怎么来的。
mixed-editions = 表格的格式与「{ $path }」的不同，不能相加：{ $how ->
        [edition] 这里是 { $edition }，那里是 { $other }
       *[form] 两份报告的本地格式文件不同，或者只有一份写了
    }
    .label = 表格的格式由这里决定
    .help = 请各单位用同一版本、同一个本地格式文件的表格；不同的分开汇总
    .why = 表格的行和列不同，数就不能相加。
mixed-years = 这是 { $year } 年度的报告，「{ $path }」是 { $other } 年度的，不能相加
    .label = { $year } 年度
    .help = 请只汇总同一年度的报告
    .why = 汇总的是各单位同一年的数。
stale-contributor = 「{ $agency }」的数据在汇总以后改过：{ $path }
    .label = 汇总以后改过
    .help = 请重新汇总
    .why = provenance.csv 记着汇总时各单位数据的指纹。指纹变了，上级的数可能已经不是现在各单位之和。
unassessed-rollup = 「{ $table }」有 { $count } 个数没有与下级之和核对：{ $who }{ $why ->
        [no-table] 没有这张表
        [undivided] 只填了合计，没有填分项
        [no-unit] 没有写金额的单位
        [other-unit] 的金额单位与别的单位不同
        [too-large] 以后的数太大
       *[blank] 有的数没有填，或者读不出
    }
    .label = 没有全部核对
    .help = 请下级补齐以后再核对
    .why = 有一个单位的数不知道，各单位之和就不知道。空白不能当作 0。
malformed-provenance = provenance.csv 读不懂
    .label = 应当依次是：单位、级别、年度、路径、指纹
    .help = 这个文件由 nianbao rollup 生成，请不要修改；改过的请重新汇总
    .why = provenance.csv 记着汇总了哪些单位、当时的数据是什么，供以后核对。
no-documents = 这个文件夹不生成任何文件，没有检查文字是否齐全
    .label = 没有要编制的文件
    .help = 只用来汇总的，不用改；要编制年度报告的，请改成 documents = ["annual"]，并填好文字
    .why = 汇总出来的数可以只用来再往上汇总，这时没有要公布的文件，所以不要求填写文字。
rollup-faulty = 「{ $path }」有 { $errors } 个错误
rollup-refused = { $unlike ->
        [yes] 这些报告不能汇总在一起，没有写入任何文件；请按上面的提示改正后再汇总
       *[no] { $count } 个单位中有 { $faulty } 个还有错误，没有写入任何文件；改正后再汇总，或者加 --draft 先汇总
    }
rollup-other-year = 各单位的报告是 { $own } 年度的，不是 { $year } 年度
rollup-no-level = 不知道汇总到哪一级，请用 --level 写明：{ $levels }
rollup-blank = 「{ $table }」有 { $count } 格没有汇总，空着：{ $who }{ $why ->
        [no-table] 没有这张表
        [undivided] 只填了合计，没有填分项
        [no-unit] 没有写金额的单位
        [other-unit] 的金额单位与别的单位不同
        [too-large] 以后的数太大
       *[blank] 有的数没有填，或者读不出
    }；补齐以后请重新汇总
rollup-left-out = 「{ $table }」没有汇总：{ $who }{ $why ->
        [no-table] 没有这张表
        [undivided] 只填了合计，没有填分项
        [no-unit] 没有写金额的单位
        [other-unit] 的金额单位与别的单位不同
        [too-large] 以后的数太大
       *[blank] 有的数没有填，或者读不出
    }
rollup-undivided = 「{ $table }」的「{ $row }」只汇总了合计：有的单位没有填分项
rollup-done = 汇总了 { $count } 个单位，已写入「{ $path }」
children-of-one = --children 只能核对一个上级的报告文件夹，请只写一个

## 比较和溯源（nianbao compare、nianbao trace）


## 标注

label-first-here = 第一次出现在这里
label-circle = 也在这一圈里
label-form = 表格格式是这样规定的
label-head = 表头到这里为止
label-part = 计入
label-term = 有关的数
label-required-here = 依据这一条
label-level = 本机关的层级
label-deadline = 本地规定的期限
label-fact = 表里的数
label-year = 报告年度
label-agency = 本机关的名称
label-published = 公布日期
label-prior-year = 那份报告的年度
label-prior-agency = 上年报告的机关
label-this-agency = 本年报告的机关
label-last-year = 上年报告的数
label-last-year-text = 上年报告的文字
label-waived-here = 豁免说的是这里
label-edition = 表格的版本由这里决定
label-probable = 很可能是这里填错了
label-register = 名册在这里
label-that-report = 那份报告
label-other-contributor = 另一份报告
label-child-figure = 下级的数

## 界面

severity-error = 错误
severity-warning = 警告
severity-note = 提示
help-prefix = 怎么改
summary = 检查了 { $reports } 份报告：{ $errors } 个错误，{ $warnings } 个警告，{ $notes } 个提示
summary-clean = 检查了 { $reports } 份报告，没有发现问题
render-written = { $file } 是已经写好的正文，没有再生成
summary-allowed = 另有 { $count } 处按设置略去（--allow 或 nianbao.toml）
render-refused-settings = 「{ $path }」所用的 nianbao.toml 有错误，没有生成文件；改正后再试，或者加 --draft 生成草稿
render-errors-stay = 其中 { $count } 个错误按设置降了级或者略去了，但这只对 nianbao check 有效：正式生成报告前必须改正
render-refused = 「{ $path }」有 { $errors } 个错误，没有生成文件；改正后再试，或者加 --draft 生成草稿
rendered = 已生成 { $file }
rendered-summary = 共 { $reports } 份报告，{ $files } 个文件
rendered-unchanged = 内容没有变化、不必再生成的：{ $count } 份（要全部重新生成，加 --force）
render-waits = 另一个 nianbao 正在写入同一个文件夹，等它结束……
render-interrupted = 已中断：完成了 { $done } 份，共 { $all } 份；写好的文件都是完整的，再运行一次就从这里接着做
interrupted = 已中断：完成了 { $done } 份，共 { $all } 份
progress-rate = 份/秒
progress-left = 还要
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
init-wrong-year = 「{ $path }」是 { $last } 年度的报告，下一年是 { $next } 年度，不是 { $year } 年度
explain-unknown = 没有「{ $code }」这种问题{ $nearest ->
        [none] {""}
       *[other] {""}，是不是「{ $nearest }」
    }；运行 nianbao explain 可以看全部
explain-example = 例子：
explain-list-title = 全部问题（nianbao explain 名称 可以看详细说明）：
cannot-run = 无法运行：{ $reason }

## 帮助

help-about = 年报：检查并生成政府信息公开工作年度报告和政务公开自查报告
help-init = 新建报告文件夹，各个文件都是空表并带说明
help-check = 检查报告文件夹，指出错在哪个格子
help-render = 检查通过后生成报告（Markdown 和网页）
help-rollup = 把各单位的数汇总成上一级机关的报告文件夹
help-status = 看还有哪些没有填，离期限还有几天
help-schema = 输出 JSON Schema，供编辑器和其他程序使用
help-explain = 解释一种问题是什么意思、怎么改
help-arg-global-lang = 信息的语言：zh 中文，en 英文
help-arg-global-color = 彩色显示：auto 自动，always 总是，never 不用
help-arg-global-templates = 用这个文件夹里的表格格式和模板代替自带的同名文件
help-arg-init-folder = 要新建的文件夹
help-arg-init-year = 报告年度；用了 --from 时可以不写，就是上年的下一年
help-arg-init-name = 机关全称，例如 中枢镇人民政府；用了 --from 时可以不写，照上年
help-arg-init-level = 层级：township 乡镇，street 街道，department 部门，county 县，city 市，province 省；不写时照上年，没有上年的是 township
help-arg-init-from = 上年的报告文件夹：机关、联系方式、人员和问题照上年填入，结转等应填的数写在说明里
help-arg-reading-paths = 报告文件夹，或者装着许多报告文件夹的文件夹
help-arg-reading-encoding = 文件的编码：auto 自动，utf-8，gb18030
help-arg-reading-today = 把这一天当作今天，例如 2023-03-01
help-arg-reading-jobs = 同时处理几份；不写就按电脑的核数
help-arg-reading-deny = 把这种问题当作错误；可以写多个，用英文逗号隔开
help-arg-reading-allow = 略去这种问题，只计数；可以写多个，用英文逗号隔开
help-arg-check-format = 输出格式：human 给人看；csv 用 Excel 看；json、sarif、junit、github 给程序用
help-arg-check-fail-on = 从哪一级开始算不通过：error 错误，warning 警告，note 提示；不写就按 nianbao.toml，没有就是 error
help-arg-check-fix = 自动改正不用猜的地方：空着的总计、写法不规范的数、文件编码
help-arg-check-dry-run = 和 --fix 一起用：只显示会怎么改，不写入
help-arg-check-write-waiver = 把现在的这种问题写进 waivers.toml，作为豁免
help-arg-check-reason = 豁免的原因
help-arg-check-by = 谁决定豁免；不写就用电脑的用户名，没有用户名就用本机关的名称
help-arg-check-children = 下级的报告文件夹，或者装着它们的文件夹：逐格核对本级的数是不是下级之和
help-arg-rollup-output = 要生成的上一级机关的报告文件夹
help-arg-rollup-name = 上一级机关的全称，例如 陆良县人民政府
help-arg-rollup-level = 上一级机关的层级，例如 county；不写就是各单位的上一级
help-arg-rollup-year = 报告年度；写了就核对各单位是不是这一年度
help-arg-rollup-draft = 有的单位还有错误也汇总
help-arg-render-output = 生成的文件放在这个文件夹
help-arg-render-document = 只生成这些文件：annual 年度报告，self-inspection 自查报告
help-arg-render-format = 文件格式：md，html
help-arg-render-draft = 有错误也生成，每页标明“草稿”
help-arg-render-force = 内容没有变化的也重新生成
help-arg-render-fail-on = 从哪一级开始不生成：error 错误，warning 警告，note 提示；不写就按 nianbao.toml，没有就是 error
help-arg-office-register = 名册：哪些机关应当报告（代码、名称、级别、上级、路径）；不写 PATH 时检查名册所在的文件夹
help-arg-office-summary = 把汇总写进这个文件夹：summary.csv 用 Excel 看，index.html 用浏览器看，summary.json 给程序用
help-arg-explain-code = 问题的名称，例如 wrong-total；不写就列出全部
help-arg-schema-of = findings 是 check --format json 的输出，report 是 report.toml，summary 是 --summary 的 summary.json
help-compare = 比较两份报告：同一机关的两个年度，或者两个机关
help-arg-compare-a = 作为基数的报告文件夹，例如上年的
help-arg-compare-b = 另一份报告文件夹，例如本年的
help-arg-compare-output = 把 compare.csv 和 compare.md 写到这个文件夹
help-arg-compare-format = 输出格式：table 给人看，csv 用 Excel 看，md 是 Markdown
help-trace = 看一个数是从哪里来的：在哪个文件第几行第几列，由哪些数相加，由哪些单位汇总
help-arg-trace-fact = 这个数的路径，例如 requests.received.total、columns.合计.items
help-arg-trace-path = 报告文件夹
help-arg-trace-format = 输出格式：human 给人看，json 给程序用
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
usage-fixed-code = 不能更改「{ $code }」的级别：这种问题说明检查本身没有做成
usage-allowed-and-denied = 「{ $code }」不能同时写在 --deny 和 --allow 里
usage-allowed-error = 「{ $code }」是错误，这里不能用 --allow 略去：请改正；确实无误的，在 waivers.toml 里写明理由；或者用 render --draft 生成草稿
usage-see-help = 运行 nianbao --help 可以看用法
