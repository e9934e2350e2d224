//! What the labels of a breakdown tell: channels, which overlap; the kinds of parts; columns of the website.

/// Words of which a label has one if it names a channel.
const CHANNELS: [&str; 36] = [
    "网站",
    "网页",
    "门户",
    "微信",
    "微博",
    "公众号",
    "新媒体",
    "抖音",
    "快手",
    "头条",
    "视频号",
    "APP",
    "app",
    "客户端",
    "广播",
    "电视",
    "报刊",
    "报纸",
    "媒体",
    "平台",
    "公开栏",
    "公示栏",
    "宣传栏",
    "宣传册",
    "显示屏",
    "电子屏",
    "短信",
    "公报",
    "查阅点",
    "展板",
    "手册",
    "微信群",
    "QQ",
    "LED",
    "大喇叭",
    "栏目",
];

/// By what a list may divide a total, and whether a list of that kind names each part but once; labels of two kinds
/// divide it twice.
const KINDS: [(&[&str], bool); 6] = [
    (
        &[
            "维持",
            "纠正",
            "其他结果",
            "尚未审结",
            "未审结",
            "驳回",
            "撤诉",
        ],
        true,
    ),
    (
        &[
            "自然人",
            "法人",
            "企业",
            "科研机构",
            "公益组织",
            "法律服务",
            "公民",
            "其他组织",
            "个人",
        ],
        true,
    ),
    (
        &[
            "予以公开",
            "部分公开",
            "不予公开",
            "无法提供",
            "不予处理",
            "其他处理",
            "同意公开",
            "予以主动公开",
            "为主动公开",
            "补正",
            "非本机关",
            "撤回",
            "撤销",
        ],
        false,
    ),
    (
        &[
            "国家秘密",
            "内部事务",
            "过程性",
            "执法案卷",
            "行政查询",
            "第三方",
            "商业秘密",
            "个人隐私",
            "不掌握",
            "没有现成",
            "另行制作",
            "不明确",
            "信访",
            "重复",
            "出版物",
            "逾期",
            "不存在",
        ],
        true,
    ),
    (
        &[
            "办结",
            "答复",
            "回复",
            "结转",
            "转下年",
            "办理中",
            "正在办理",
            "新收",
            "上年",
            "受理",
            "登记",
            "按时",
            "延期",
            "按期",
            "未办",
            "尚未",
        ],
        false,
    ),
    (
        &[
            "网络", "网上", "信函", "邮寄", "邮件", "当面", "现场", "传真", "来信", "来访", "电话",
            "窗口", "线上", "线下",
        ],
        true,
    ),
];

/// Words in the names of website columns, which go on with a list and never with another matter.
const COLUMNS: [&str; 32] = [
    "动态",
    "公告",
    "公示",
    "机构",
    "领导",
    "职能",
    "人事",
    "政策",
    "文件",
    "解读",
    "规划",
    "计划",
    "财政",
    "预算",
    "决算",
    "资金",
    "年报",
    "年度报告",
    "指南",
    "目录",
    "提案",
    "应急",
    "统计",
    "采购",
    "扶贫",
    "类信息",
    "其他信息",
    "概况",
    "概览",
    "法规",
    "新闻",
    "要闻",
];

/// Whether a label names a channel.
pub(super) fn is_channel(label: &str) -> bool {
    CHANNELS.iter().any(|channel| label.contains(channel))
}

/// Whether a label names a column of the website.
pub(super) fn is_column(label: &str) -> bool {
    COLUMNS.iter().any(|column| label.contains(column))
}

/// Whether a list of this kind names each part but once.
pub(super) fn is_whole(kind: usize) -> bool {
    KINDS[kind].1
}

/// By what a list divides its total if it has a part with this label.
pub(super) fn kind(label: &str) -> Option<usize> {
    KINDS
        .iter()
        .position(|(words, _)| words.iter().any(|word| label.contains(word)))
}
