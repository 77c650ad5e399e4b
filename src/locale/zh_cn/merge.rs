//! 中文: merging records.

use crate::locale::Merge;

pub(super) const MESSAGES: Merge = Merge {
    again: "当前填写的内容刚有变动，已重新比对。请再看一遍，再合并。",
    agree: "没有不一致的地方",
    all: "全部采用这一份",
    all_of: "全部采用这一份：{file}",
    answer: "评分",
    answers: "填了 {count} 项",
    blank: "已清空",
    by: "{by}填写",
    changed: "最后修改 {time}",
    differ: "有 {count} 处不一致，请选择",
    go: "合并",
    keep_all: "都保留（依次排列）",
    more: "再显示 {count} 处（还有 {left} 处）",
    newest: "都用最新的",
    no_answer: "未评分",
    only: "{count} 处只有这一份填了",
    open_form: "当前填写的内容",
    preset: "已预选最新的内容。",
    preset_none: "无法判断先后，请逐处选择。",
    preset_some: "能判断先后的，已预选较新的内容；另有 {count} 处无法判断先后，请选择。",
    rubrics: "“{one}”填的是量表“{ours}”，“{other}”填的是量表“{theirs}”，不能合并。没有打开，已填内容不受影响。",
    source_of_time: "{name}，最后修改 {time}",
    subjects: "“{one}”填的是“{ours}”，“{other}”填的是“{theirs}”，单位不同，不能合并。请核对单位名称，或分别打开。没有打开，已填内容不受影响。",
    text: "只有一份填写的，直接采用；填写不一致的，请逐处选择。点“合并”之前，已填内容不变。",
    title: "合并 {count} 份记录",
    undecided: "还有 {count} 处没有选择。",
    unknown_key: "其他内容“{key}”",
    unknown_parts: "另有 {count} 处本版程序不认识的内容",
};
