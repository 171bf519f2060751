"""What people leave in a report where something was to be filled in, each form with where it was seen.

All patterns are matched against folded text: full-width letters, digits and brackets are half-width there.
"""

from __future__ import annotations

# Marks that stand for what is not yet known: XX局, ××条, ○○县, 某某镇. A run of ○ among numerals is a year (二○○九), and one of
# letters inside a word, an address or a sum (1+X) is none.
MARKS = (
    r"(?<![A-Za-z+])[Xx×✕╳]{2,20}(?![A-Za-z+])|(?<![一二三四五六七八九○〇])[○◯]{2,20}(?![一二三四五六七八九○〇])|某某"
)
# One mark is enough before a unit: X年X月X日, 收到×件, 202X年.
ONE_MARK = r"(?<![A-Za-z0-9+×“])(?:20\d)?[Xx×](?=(?:年(?!级)|月|日|[条件篇次场期份个](?![A-Za-z0-9])))"
# A line to write on: 收到____件. In file names and addresses it joins letters and digits.
LINES = r"(?<![A-Za-z0-9_./=&?%#-])_{2,200}(?![A-Za-z0-9_./=&?%#-])"
# A note that something is still to come: （待补充）, 数据待补充。 In 有待补充 it tells of a shortcoming.
PENDING = (
    r"[(\[【](?:此处|本段|此项|数据|数字|内容|情况|数量){0,2}待(?:补充?|填写?|填报|录入)[)\]】]"
    r"|[(\[【](?:数据|数字|数量)待(?:核实|核对|确认|更新)[)\]】]"
    r"|(?<![有尚亟仍还均都应需])(?<!材料)待(?:补充|填写|填报)(?=\s{0,4}(?:$|[。，,;；、)]))"
)
# The form's own instructions: the Word form of the 2021 edition has （文字描述） in three chapters.
INSTRUCTIONS = (
    r"[(\[【]\s?文字描述\s?(?:[,，:：。][^()\[\]【】]{0,40}(?:此处|在此|报告|填写|说明)[^()\[\]【】]{0,20})?[)\]】]"
    r"|^\s{0,20}文字描述\s{0,20}$"
    r"|[(\[【](?:如[有无][^()\[\]【】,，]{0,10}[,，])?"
    r"(?:请(?:据实|如实)?(?:填写|填报|填入|填列|输入|插入)"
    r"|请?(?:此处|在此处?|于此处)(?:据实|如实|简要|具体)?(?:填写|填报|填入|填列|描述|报告|说明|阐述|输入|插入|补充|列出|列明))"
    r"(?![^()\[\]【】]{0,12}申请)[^()\[\]【】]{0,60}[)\]】]"
    r"|[(\[【](?:填写|填报|编写)(?:说明|要求|提示)[:：][^()\[\]【】]{0,80}[)\]】]"
    r"|【(?:单位|机关|部门|机构)(?:全称|名称)】"
    # What Word shows in an empty content control.
    r"|(?:单击|点击)(?:或点击)?(?:此处|这里)(?:输入|添加|键入)(?:文字|文本|内容|标题|日期)"
)
# The heading of a form handed out as a model.
MODEL = r"信息公开工作年度报告(?:格式)?(?:模板|样本|范本|样式)(?=\s{0,20}$)"
# A date whose figures were never written: 2024年  月  日.
BLANK_DATE = r"年[ \t]{1,12}月[ \t]{0,12}日"

URL = r"(?:https?://|www\.)[!-~]{1,400}|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,100}"

# What follows a mark that stands for a figure or an organ: nobody's name is kept back there.
UNITS = "年月日条件篇次场期份个人元万%"
ORGANS = "局县市省镇乡委办厅区旗处站部科街村单府"
SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆郝孔白崔康邱秦江史顾侯邵孟"
# In a clause that tells of a case, or of a request for information, names are left out on purpose: 村民申请公开××乡征地批文.
CASES = (
    "申请公开", "申请人", "当事人", "原告", "被告", "一案", "诉", "村民", "举报", "投诉", "信访", "复议决定",
)  # fmt: skip
