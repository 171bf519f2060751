"""The words by which a list of parts, its whole and its end are known. They are compared with words that have no blanks."""

from __future__ import annotations

# What leads from a whole to its parts, and what says that they are all there are. 按…分, 从…看 and 由 right before a number do too.
OPENS = ("其中", "分别", "依次", "包括", "包含", "具体为", "具体是")
OPENS_BESIDE = ("：", ":", "（", "(")
DIVIDED_BY = {
    "按": (2, ("分", "看", "统计")),
    # What requests are about may be several things at once; how and from whom they came is one.
    "从": (1, ("方式看", "渠道看", "途径看", "来源看", "主体看", "人看", "身份看", "结果看")),
}
"""How many characters on, and by what words, a list is opened after each: 按分工 opens none."""
FARTHEST_DIVIDED = 12
MADE_OF = "由"
FARTHEST_MADE_OF = 4
CLOSED = ("分别为", "分别是", "分别有", "分别达", "依次为", "依次是", "组成", "构成")
REST = ("其余", "剩余", "其他均", "余下", "余")
SUMMED = r"^(?:以上|上述|[两三四五六]项|[两三四五六]者|加起来|全部)?(?:合计|共计|总计)(?:为|达|是|有)?(?:公开|发布|收到|受理)?(?:信息|申请)?$"
SUMS = ("合计", "共计", "总计")
SUMMED_UP = ("，共", ",共")
"""Right before a number, and with nothing counted named behind it, these sum up what stands before."""
OPEN_ENDED = "等"
NO_END = ("等待", "等候", "等级")
WITHIN = ("其中", "包括", "包含",)  # fmt: skip
OVERLAP = ("同步", "转发", "转载", "交叉", "同时", "重复", "兼", "既", "又", "多渠道", "多平台", "多个平台", "多个方面", "多个栏目", "多个领域", "多个类别", "多端", "一文多发", "均在", "均通过", "一式", "相互",)  # fmt: skip
# What has come so far is counted again in what came before: 收回290份、有效280份.
STAGES = ("收回", "回收", "有效", "整改", "办结", "办复", "答复", "采纳", "满意", "落实", "完成")
NESTED = ("含", "包含", "包括", "内含")

# A quantity of these is no whole and no part: what changed, or what was.
ASIDE = ("增加", "减少", "增长", "下降", "上升", "提高", "降低", "增幅", "降幅", "同比", "环比", "较", "比", "上年", "去年", "同期", "往年", "历年", "平均", "日均", "月均", "最多", "最高", "最少", "人均", "每",)  # fmt: skip
# A part that is measured over another time, or by another measure, is none.
ANOTHER_MEASURE = ("累计", "历年", "以来", "总量", "总数", "访问", "阅读", "浏览", "点击", "播放", "粉丝", "关注", "订阅", "转赞", "评论", "人次", "参与", "覆盖", "惠及", "发放", "印发", "投入", "最高", "发出", "出具", "征求", "送达", "子栏目", "下属", "所属", "直属",)  # fmt: skip
ITS_OWN_TOTAL = ("一共", "共计", "总计", "合计", "总共", "共")
TOTAL_VERBS = ("有", "为", "收到", "受理", "发生")
YEAR_ALONE = r"^(?:19|20)\d{2}年度?(?:同期)?(?:为|是|共|有)?$"
# A new statement begins: the list is over.
NEW_STATEMENT = (
    "另", "此外", "同时", "全年", "本年", "年内", "截至", "累计", "共", "总", "一共", "并", "还", "分别", "办理", "受理", "收到", "新收", "举办", "召开", "组织", "开展", "回应", "回复", "答复", "办结",
    "已办", "编发", "编印", "编制", "接待", "培训", "制作", "印发", "制定", "参加", "参与", "完成", "整改", "发现", "处理", "征集", "采纳", "开设", "设置", "设立", "新增", "更新", "配备", "承办", "结转", "维护",
    "检查", "抽查", "巡查", "解答", "网站访问", "占", "推送", "录制", "拍摄", "刊发", "撰写", "报送", "审核", "清理", "废止", "修订", "修改", "解读率",
)  # fmt: skip
NO_STATEMENT = ("分别为", "分别是", "分别有")
# Kinds of parts: lists of one kind do not go on with another.
KINDS = {
    "applicant": ("自然人", "公民", "个人", "法人", "企业", "其他组织", "其它组织", "社会组织", "科研机构", "律师"),
    "quarter": ("一季度", "二季度", "三季度", "四季度"),
    "half": ("上半年", "下半年"),
    "channel": (
        "网络", "网上", "在线", "信函", "邮寄", "邮件", "来信", "当面", "现场", "窗口", "纸质", "传真", "来电", "线上", "线下", "门户网站", "微信", "微博", "公众号", "抖音", "客户端", "公告栏", "头条",
    ),
    "result": (
        "予以公开", "同意公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "其它处理", "不掌握", "不存在", "维持", "纠正", "撤销", "驳回", "其他结果", "其它结果", "尚未审结",
    ),
    "flow": ("结转", "顺延", "转下年"),
}  # fmt: skip
DISCLOSURES = ("主动公开", "依申请公开")
DISCLOSED = (*DISCLOSURES, "不予公开")
"""Into what documents are divided besides; 不予公开 alone may be a result."""
PAIRED = ("分别", "依次")
CARRIED = ("结转", "转结", "遗留", "转入", "顺延")
PUBLISHED = ("发布", "推送", "公示", "公开", "播出", "刊发", "刊登", "接待")
NO_PUBLISHED = (
    "信息公开",
    "务公开",
    "结果公开",
    "公告公示",
    "主动公开",
    "申请公开",
    "予以公开",
    "部分公开",
    "不予公开",
)
PUBLISHES = ("信息", "政府信息", "政务信息", "各类信息", "各类", "动态", "消息", "文章", "量", "了")
"""A number whose words end in one of these verbs, and one of these objects, tells who published how much."""
DEALT_WITH = ("办结", "办理", "答复", "回复", "复议", "诉讼", "审结", "办完",)  # fmt: skip
APPLICANTS = (("自然人", "公民", "个人"), ("法人", "组织", "企业", "单位"))
QUARTERS = (("一季度",), ("二季度",), ("三季度",), ("四季度",))
HALVES = (("上半年",), ("下半年",))
RESULTS = (
    ("予以公开", "同意公开"), ("部分公开",), ("不予公开",), ("无法提供", "不掌握", "不存在"), ("不予处理",), ("其他处理", "其它处理"),
)  # fmt: skip
REVIEWS = (("维持",), ("纠正", "撤销"), ("其他结果", "其它结果"), ("未审结",))
BY_NATURE = (APPLICANTS, QUARTERS, HALVES, RESULTS, REVIEWS)
"""Kinds of parts of which there are no others, each given by what its parts are called."""
COMPLEMENT = ("未", "不", "没有", "无")
COMPLEMENT_VERBS = ("予以", "予", "被")
