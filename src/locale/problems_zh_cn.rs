//! 读文件时发现的问题，逐个代号的中文说法。

use assessment::problem::Code;

pub(super) const fn message(code: Code) -> &'static str {
    match code {
        Code::Encoding => "文件不是 UTF-8 或 UTF-16 编码的文字。请另存为 UTF-8 再打开。",
        Code::TooLarge => "文件有 {size} 字节，超过上限 {limit}。请拆成几个文件。",
        Code::TooDeep => "此处嵌套超过 {limit} 层。请减少层次。",
        Code::Syntax => "不是有效的 JSON：应为 {expected}，却是 {found}。请改正。",
        Code::CutShort => "文件不完整，缺少 {expected}。请取得完整的文件。",
        Code::DuplicateKey => "键“{key}”在此出现两次。请删去一个。",
        Code::UnknownKey => "此处没有“{key}”这个键。可用的有：{known}。请删去，或以“x-”开头。",
        Code::MisspeltKey => "此处没有“{key}”这个键。请改为“{nearest}”。",
        Code::MissingKey => "缺少键“{key}”。请补上。",
        Code::NotText => "此处应为加引号的文字，现为 {found}。请改为加引号的文字。",
        Code::NotWording => "此处应为加引号的文字，或按语言分写的对象，现为 {found}。请改为其中一种。",
        Code::NotNumber => "此处应为数字，现为 {found}。请改为不加引号的数字。",
        Code::NotWhole => "此处应为不小于 0 的整数，现为 {found}。请改为 0、1、2 这样的整数。",
        Code::NotFlag => "此处应为 true 或 false，现为 {found}。请改为其中一个，不加引号。",
        Code::NotList => "此处应为列表，现为 {found}。请改为写在方括号里的列表。",
        Code::NotObject => "此处应为对象，现为 {found}。请改为写在花括号里的对象。",
        Code::NotKind => "此处应为带“kind”的对象，现为 {found}。请改为写在花括号里的对象。",
        Code::UnknownWord => "“{value}”不是可选的值。可选：{known}。请改正。",
        Code::NumberTooLong => "这个数字有 {count} 个字符，超过上限 {limit}。请缩短。",
        Code::BadNumber => "{value} 不是不超过 {limit}、至多四位小数的普通数字。请改正。",
        Code::NumberTooSmall => "{value} 小于 {limit}。请改为 {limit} 或更大。",
        Code::NumberTooLarge => "{value} 大于 {limit}。请改为 {limit} 或更小。",
        Code::TooMany => "共 {count} 个，超过上限 {limit}。请删去一些。",
        Code::EmptyList => "这个列表是空的。请至少加一个。",
        Code::TextTooLong => "这段文字有 {count} 个字，超过上限 {limit}。请缩短。",
        Code::EmptyText => "这段文字是空的。请填写，或删去这个键。",
        Code::BadId => "“{value}”不能用作标识。请用 1 至 64 个字符：A–Z a–z 0–9 . _ -",
        Code::NewerFormat => "文件的格式号是 {value}，需要更新版本的程序。本程序只支持格式 1，请换用新版页面。",
        Code::NewerFeature => "文件用到“{value}”，需要更新版本的程序。请换用新版页面。",
        Code::FeatureNotListed => {
            "此处属于“{value}”功能，但“uses”没有列出。请在文件开头加上：\"uses\": [\"{value}\"]。"
        }
        Code::DuplicateId => "标识“{value}”已被第 {first} 行占用。请另起一个。",
        Code::DuplicateLevel => "同一列表里已有标识“{value}”。请另起一个。",
        Code::UnknownId => "没有标识为“{value}”的内容。请改正，或补上它所指的内容。",
        Code::UnknownField => "条件或算式用到基本情况“{value}”，但没有这个栏目。请补上，或改正标识。",
        Code::FieldOfOtherKind => "栏目“{value}”的类型是“{kind}”，这里需要“{wanted}”类型。请改用别的栏目。",
        Code::UnknownOption => "栏目“{field}”没有选项“{value}”。可选：{known}。请改正，或补上这个选项。",
        Code::BonusInside => "只有量表最外层的部分可以是“{value}”。请把这个部分移到外层。",
        Code::StepOrder => "{value} 的档次排在 {before} 之后，次序不对。请从最好的一档排起，界限不要重复。",
        Code::AboveMaximum => "{value} 分超过上限 {max} 分。请调低，或提高上限。",
        Code::MinimumAboveMaximum => "下限 {min} 不低于上限 {max}。请改正其中一个。",
        Code::StepDoesNotDivide => "分档 {step} 不能整除从 {min} 到 {max} 的范围。请换一个能整除的。",
        Code::MixedLevels => "列表里有的有“{key}”，这一个没有。请全部填写，或全部不填。",
        Code::WeightWithoutPoints => "不计分的内容有权重 {value}。请删去权重，或给出分值。",
        Code::TotalDiffers => "声明的满分是 {value}，各部分相加是 {sum}。请改正其中一个。",
        Code::GradeRepeated => "有两个等级都从 {value} 起。请各用各的下限。",
        Code::GradeOrder => "下限 {value} 的等级排在下限 {before} 之后。请从高到低排列。",
        Code::GradeAboveMaximum => "等级从 {value} 起，超过满分 {max}。请调低。",
        Code::GradesWithoutPoints => {
            "设了等级，但没有可以得分的内容。请给加分、扣分部分以外的评估项设分值，或删去等级。"
        }
        Code::KeyItemRepeated => "“{value}”已列为关键指标。请删去重复的。",
        Code::TooFewKeyItems => "要求 {value} 项关键指标未达标，但只列了 {count} 项。请调低，或再列几项。",
        Code::NoCriteria => "量表里没有评估项，无法填写。请在某个部分里加一项。",
        Code::GateScale => "评估项“{value}”不能用在这里。一票否决和前提条件须用是否题，关键指标须有自己的分值。",
        Code::KeyNotForKind => "键“{key}”对“{kind}”类没有意义。请删去。",
        Code::KeyWithout => "键“{key}”须与“{needed}”一起用。请补上，或删去这个键。",
        Code::KeyBeside => "键“{key}”与“{other}”不能同时用。请删去一个。",
        Code::RangesOverlap => "{min} 至 {max} 与 {first} 至 {last} 有重叠。请让每个数只属于一个范围。",
        Code::KnotOrder => "{value} 的折点排在 {before} 之后。请从小到大排列，不要重复。",
        Code::NothingToCombine => {
            "这里的“combined”要改的合分办法，量表里没有。请在最外一层补上“combined”，或删去这里的。"
        }
        Code::TooFewRaters => "这里只有 {count} 方的分参加合分，至少要 {needed} 方。请补上评分方，或调低“drop”。",
        Code::ReservedId => "“{value}”在这里另有含义。请换一个标识。",
        Code::ProductTooLarge => "一项可能得 {value} 分，超过允许的 {limit} 分。请调低“each”或系数的最大值。",
        Code::NoMaximum => "没有“most”（上限）的清单没有满分，只能放在加分或扣分部分。请补上“most”，或移到那里。",
        Code::NotOfPool => "这个部分设了“starts”（起始分），只能放不带“max”的扣分项。请移到别处，或删去“starts”。",
        Code::PercentOfOther => "“{value}”不是最外层计入满分的部分。请改为这样的部分，或删去“of”。",
        Code::UnknownAnswer => "评估项“{criterion}”没有“{value}”这个答案。可用的答案：{known}。请改正，或改用别的项。",
        Code::Circle => "这些项互相依赖，成了一圈：{value}。请删去其中一处条件或数值。",
        Code::WithoutPoints => "“{value}”没有可用的分。请改用别的。",
        Code::NotForEach => "逐个作答的项要用有分的 points、levels 或 yes-no，不能另带别的。请改评分方式。",
        Code::NotOfSubjects => "按对象合成的部分里只能有 each 的项，而且用同一份名单。请把这一项移到别处。",
        Code::WeightReadsAnswers => "这个权重取决于别的项的答案。权重只能取决于基本情况。",
        Code::SecondSubject => "已有另一栏标明主体名称。“subject”只能用于一栏，请删去其余的。",
        Code::PartTwice => "报告里已有“{value}”部分。请删去一个。",
        Code::UnknownName => {
            "花括号里的“{value}”没有所指的内容。可用的有：{known}；ID 是本量表的栏目、角色、部分或评估项的标识。请改正。"
        }
        Code::NotARubric => "这是填写记录，不是量表。请先打开量表“{value}”，再打开这份文件。",
        Code::NoRubric => {
            "这个 JSON 文件不是量表：既没有“format”，也没有“sections”。请打开量表，或本程序导出的填写记录。"
        }
        Code::NotARecord => "这不是本程序导出的填写记录。请打开导出的文件。",
    }
}
