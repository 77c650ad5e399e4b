//! The words in the heads of columns.

use super::Role::{self, *};

/// Heads by their words, compared without spaces, brackets and case. The first that fits wins. The words of
/// a role are separated by spaces.
pub(super) const EXACT: &[(Role, &str)] = &[
    (
        Number,
        "序号 编号 项目编号 项次 序 号 no no. # nr nr. id sn s/n 番号 번호",
    ),
    (
        Section(0),
        "一级指标 一级 a级指标 类别 大类 板块 模块 维度 分类 部分 指标类别 考核类别 评估类别 category section area \
         domain dimension component group part theme module strand 구분 영역 大项 项目类别",
    ),
    (Section(1), "二级指标 二级 b级指标 subsection 中类 subarea"),
    (Section(2), "三级指标 三级 c级指标 小类 主要观测点 观测点"),
    (Section(3), "四级指标 四级"),
    (
        Criterion,
        "评估内容 评价内容 考核内容 检查内容 测评内容 评审内容 考评内容 督导内容 自评内容 内容 具体内容 指标内容 指标 \
         评估指标 评价指标 考核指标 测评指标 考评指标 评估要点 评价要点 考核要点 要点 检查要点 评审要点 指标名称 \
         评分项目 评价项目 评估项目 考核项目 评比项目 考评项目 测评项目 项目 评分要素 评价要素 督查内容 督导内容 \
         考核目标 考评内容 检查要求 评分项 检查项目 检查项 考核事项 工作任务 任务 工作内容 考察点 评分点 评分内容 \
         评比内容 创建内容 达标内容 评估内容及要求 内容及要求 内容与要求 考核内容及标准 内容和标准 评估内容和标准 \
         criterion criteria item items requirement requirements task tasks feature features objective question \
         subcategory sub-category element indicator skill deliverable aspect topic 평가항목 항목 평가요소 評価項目 項目 \
         onderdeel kriterium kriterien critère critères criterio criterios sectionname \
         teamandtechnicalprojectrequirement",
    ),
    (
        Guidance,
        "评分标准 评分细则 评分办法 评分方法 评分依据 评分说明 计分办法 计分方法 计分标准 考核标准 评估标准 评价标准 \
         考评标准 检查标准 测评标准 扣分标准 得分标准 给分标准 赋分标准 标准 标准要求 标准及要求 具体要求 要求 细则 \
         考核办法 考核细则 评分要求 达标标准 details guidance markingnotes explanation expectation expectations \
         howitisjudged scoringguide 평가기준 기준 評価基準 toelichting",
    ),
    (
        Points,
        "分值 标准分 满分 分数 配分 赋分 应得分 基本分 标准分值 标准得分 分值分 规定分 权重分 基础分 总分值 项目分值 \
         points point pts pts. max max. maximum maxscore maximumscore maxpoints maximumpoints maxmarks possible \
         potentialpoints pointspossible possiblepoints marks availablemarks worth outof value score/max totalpoints \
         배점 配点 punten max.punkte maxpunkte punkte points/100 marksavailable weightpoints fullmarks percentage \
         allocation",
    ),
    (
        Weight,
        "权重 比重 系数 权数 weight weights weighting weightage 가중치 gewicht",
    ),
    (
        Own,
        "自评分 自评 自评得分 自查得分 自查分 自测分 自评分数 自评情况 学校自评 单位自评 自评分值 self selfassessment \
         self-assessment own ownpoints ownscore self-score selfscore",
    ),
    (
        Review,
        "复评分 复评 复核 复核分 复核得分 评估得分 考核得分 检查得分 督导得分 专家评分 核定分 评审得分 上级评分 校评 \
         考评得分 考核组评分 评估组评分 督导评分 验收得分 检查分 初评 终评 reviewer review grader evaluator",
    ),
    (
        Own,
        "得分 实得分 实际得分 评分 打分 计分 点数 score scored pointsreceived received earned pointsearned awarded \
         actual mark grade yourscore 점수 result 획득점수",
    ),
    (
        Note,
        "备注 扣分原因 失分原因 扣分理由 扣分情况 存在问题 存在主要问题 主要问题 扣分原因/备注 扣分说明 理由 情况说明 \
         完成情况 自评依据 comments comment note notes remarks remark feedback 비고 opmerkingen",
    ),
    (
        Unit,
        "责任单位 责任部门 责任科室 责任处室 牵头单位 牵头部门 负责人 责任人 责任领导 承办部门 主责部门 配合单位 owner \
         responsible responsibility lead",
    ),
    (
        Evidence,
        "佐证材料 支撑材料 备查材料 备查资料 查阅资料 材料 证明材料 需提供材料 档案资料 台账资料 台账 材料清单 资料要求 \
         evidence supportingdocuments documents proof",
    ),
    (
        Method,
        "评估方法 评价方法 考核方法 检查方法 测评方法 测评方式 检查方式 评估方式 考核方式 考评方式 考评方法 评价方式 \
         督导方式 方法 方式 method methods howtocheck assessmentmethod",
    ),
    (
        Level,
        "优 良 中 差 优秀 良好 合格 不合格 基本合格 一般 较好 较差 好 达标 不达标 a b c d e a级 b级 c级 d级 一等 二等 \
         三等 ratings rating achievementlevel levels level excellent good satisfactory fair poor exemplary proficient \
         developing beginning outstanding needsimprovement unsatisfactory accomplished adequate inadequate notachieved \
         우수 양호 보통 미흡 评价等级 评分等级 等级",
    ),
    (
        Other,
        "目标值 计量单位 指标值 完成值 实际值 数据项 target unit date 日期 时间 time link",
    ),
];

/// Words that a longer head contains.
pub(super) const PARTS: &[(Role, &str)] = &[
    (
        Criterion,
        "评估内容 评价内容 考核内容 检查内容 考评内容 测评内容 督查内容 评估指标 评价指标 考核指标",
    ),
    (Own, "自评得分 自评分 自查得分 pointsreceived pointsearned"),
    (
        Points,
        "标准分 分值 满分 pointspossible potentialpoints maxpoint maxscore maxmark totalmarks",
    ),
    (Guidance, "评分标准 评分细则 计分办法 评价标准 评估标准 考核标准"),
    (Unit, "责任单位 责任部门"),
    (Evidence, "佐证材料 支撑材料 证明材料"),
    (Note, "扣分原因 失分原因 存在问题 comments notes"),
    (Level, "achievementlevel level tier"),
    (Weight, "权重"),
    (Own, "打分 得分"),
];
