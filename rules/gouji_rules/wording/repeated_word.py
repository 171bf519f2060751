"""CN506 repeated-word."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.doubled_words import DoubledWord, doubled_words

AROUND = 6


@rule(
    "CN506",
    "repeated-word",
    category=Category.WORDING,
    severity=Severity.WARNING,
    messages={
        "word": {
            "zh": "“{word}”连写了两遍：“{shown}”；请删去一个",
            "en": "“{word}” is written twice: “{shown}”; take one out",
        },
        "organ": {
            "zh": "“{word}”字重复：“{shown}”；请删去一个",
            "en": "“{word}” is written twice: “{shown}”; take one out",
        },
        "mark": {
            "zh": "标点“{word}”连用了两个：“{shown}”；请删去一个",
            "en": "the mark “{word}” stands twice: “{shown}”; take one out",
        },
        "clash": {
            "zh": "两个标点“{word}”连在一起：“{shown}”；请只留一个",
            "en": "two marks “{word}” stand together: “{shown}”; keep one",
        },
        "subject": {
            "zh": "一句话首尾重复：前面已说“本报告”，后面又说“编制{word}”；请删去一处",
            "en": "the sentence says its subject twice: it begins with this report and ends with compiling “{word}”; take one out",
        },
        "adverb": {
            "zh": "一个分句里两个“均”重复：“{shown}”；请删去一个",
            "en": "均 stands twice in one clause: “{shown}”; take one out",
        },
        "fix": {"zh": "删去重复的“{word}”", "en": "take out the second “{word}”"},
    },
    identity=("kind", "shown"),
    about="""虚词、实词、机关名末字或标点连写了两次。

    汉语本有叠词，前一词尾与后一词头也常相同，所以只逐一查看词表所列的词。重复的标点可以安全地删去一个。
    """,
    invalid=[
        case("满足群众的的知情需求。", at="的的", message="word"),
        case("完善了了工作制度。", at="了了", message="word"),
        case("加强对对申请人的指导。", at="对对", message="word"),
        case("公开财政资金资金的使用情况。", at="资金资金", message="word"),
        case("根据根据《条例》编制本报告。", at="根据根据", message="word"),
        case("我局我局高度重视信息公开。", at="我局我局", message="word"),
        case("全年公开政府信息信息 12 条。", at="信息信息", message="word"),
        case("在我县县政府的领导下开展工作。", at="县县", message="organ"),
        case("我乡乡政府公开信息 12 条。", at="乡乡", message="organ"),
        case("解读《青禾县县国民经济和社会发展规划》。", at="县县", message="organ"),
        case("公开信息 12 条，，解读 3 篇。", at="，，", message="mark"),
        case("全年组织培训 2 次。。", at="。。", message="mark"),
        case("公开信息 12 条，。解读 3 篇。", at="，。", message="clash"),
        case(
            "本年度报告根据《条例》和上级要求，编制本年度报告。",
            message="subject",
            at="本年度报告根据《条例》和上级要求，编制本年度报告",
        ),
        case("申请均在法定期限内均予以答复。", at="均在法定期限内均", message="adverb"),
    ],
    valid=[
        case("把政务公开工作作为重点工作，紧紧围绕中心任务，处处为群众着想，形成长长的清单。"),
        case("云岭市人民政府政府信息公开目录、人民政府政府网站已更新。"),
        case("达到公开目的的，及时归档；完成了了解情况、现在在建、针对对外服务的事项。", note="前后两个词相连"),
        case("全市市直部门、处处长和县县通公路的材料均已公布。"),
        case("云岭市市场监督管理局、青禾县县直机关、青禾县县委、河湾镇镇村两级均已公开。"),
        case("我市市直部门、我局局长、我区区委、我县县级平台均按要求公开。", note="我市加另一个词"),
        case("各项工作工作人员、各部门部门预算、大数据数据资源、政务服务服务中心。", note="两个词相连"),
        case("落实退税缓税缓费政策，推进稳岗扩岗扩就业，做到便民利民利企。", note="并列的词首尾相接"),
        case("各社区社区干部、收到申请申请人未说明用途、云岭市市一中、青禾县县第二医院。"),
        case("一步一步推进，一件一件办理；研究研究群众的意见。"),
        case("二零二零年以来，公开……等信息——公众可以查阅。", note="数字、省略号、破折号"),
        case("本报告根据《条例》编制。本报告电子版可在网站下载，编制本报告的依据同上。"),
        case("人均公共绿地均衡分布，各单位均按期办结，所有答复均合法。"),
        case("完善的\n\n的确有效的办法。", note="不在同一段"),
    ],
)
def repeated_word(report: Report, _options: None) -> Iterator[Finding]:
    """A function word, a content word, an organ's last character or a mark written twice in a row.

    Also a sentence that begins with 本报告 and ends with 编制本报告, and 均 twice in one clause. Chinese doubles words on purpose
    (紧紧, 处处, 一步一步), and the end of one word often meets the beginning of the next (目的的, 人民政府政府网站, 全市市直): only
    words of a list are looked at one by one, and those that may meet are on another. Doubled marks are put right by a safe fix.
    """
    for slip in report.fact(doubled_words):
        data = {"kind": slip.kind, "word": _word(slip), "shown": _shown(slip)}
        yield Finding(slip.span, slip.kind, data, fix=_fix(slip))


def _word(slip: DoubledWord) -> str:
    return "均" if slip.kind == "adverb" else slip.word


def _shown(slip: DoubledWord) -> str:
    text = slip.span.node.value
    return text[max(slip.span.start - AROUND, 0) : slip.span.end + AROUND].strip()


def _fix(slip: DoubledWord) -> Fix | None:
    if slip.kind in ("clash", "subject"):
        return None
    return Fix("fix", [Edit(slip.surplus, "")], safe=slip.kind == "mark")
