"""Whether a telephone number is given so that the public can reach the organ, or is a person's."""

from __future__ import annotations

import re

from gouji.report import Text

NEAR = 120
"""How many characters around a number belong to what is said of it."""
FOR_THE_PUBLIC = (
    "疑问", "联系人", "联系我们", "联系方式", "欢迎来电", "欢迎拨打", "欢迎致电", "请拨打", "请致电", "请来电", "请直接", "请与", "可拨打", "可致电", "可直接", "可与",
    "及时与", "随时拨打", "咨询电话", "咨询热线", "监督电话", "监督热线", "举报电话", "举报热线", "服务电话", "服务热线", "办公电话", "值班电话", "受理电话",
    "投诉电话", "投诉热线", "公开电话", "公开热线", "咨询服务电话", "本报告",
)  # fmt: skip
LABELS = ("地址", "邮编", "邮政编码", "邮箱", "传真", "联系人", "联系电话", "电子邮件", "E-mail", "e-mail")
ALONE = r"\s{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]\s{0,2})?(?:联系|办公|咨询|值班|移动|手机)?(?:电话|手机|方式|号码)(?:号码?)?\s{0,2}[：:]"
PERSONS = (
    "申请人", "当事人", "村民", "居民", "市民", "群众", "业主", "来信人", "投诉人", "举报人", "反映人", "信访人", "户主", "患者", "学生", "家长", "原告",
    "先生", "女士", "某",
)  # fmt: skip


def is_contact(node: Text, start: int, end: int) -> bool:
    """Whether the number at `start` to `end` stands in a contact statement: it is offered to the public, or has an address or two labels beside it."""
    text = node.value
    around = text[max(0, start - NEAR) : end + NEAR]
    if any(words in around for words in FOR_THE_PUBLIC):
        return True
    near = text[max(0, start - NEAR // 2) : end + NEAR // 2]
    if any(person in near for person in PERSONS):
        return False
    return sum(label in around for label in LABELS) > 1 or re.match(ALONE, text) is not None
