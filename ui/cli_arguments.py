"""The commands, their options and their help, as data; and a parser that speaks Chinese.

``README.md`` prints the same texts, so the layout is made here and not left to argparse, which changes with Python.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from models.errors import GoujiError

PROGRAM = "main.py"
INDENT = "  "


class UsageError(GoujiError):
    """The call is wrong."""


class Option(NamedTuple):
    """An argument: its flag (a positional one's name), what stands behind it, help, and argparse's settings."""

    flag: str
    value: str
    help: str
    settings: Mapping[str, Any] = {}


class Command(NamedTuple):
    """A command: name, what it does, how it is called (one line each), its arguments, and remarks."""

    name: str
    summary: str
    usage: tuple[str, ...]
    options: tuple[Option, ...]
    remarks: str = ""


_SWITCH = {"action": "store_true"}
_ONE = {"nargs": "?"}
_MANY = {"action": "append", "default": []}
_SET = Option(
    "--set",
    "地址=金额",
    "假设某格改成这个数再核对，可写多个；等号后面留空表示清空；不保存",
    {"nargs": "+", "action": "extend", "default": [], "dest": "assignments"},
)
_ADDRESS = (
    "地址写成 表.行.列，例如 table03.2013299.project_expenditure（也可写成 表三.2013299.项目支出）；\n"
    "行写科目编码、印出的名称或内部编号；一个地址指到几行时，会列出可选的地址。"
)

COMMANDS: tuple[Command, ...] = (
    Command(
        "new",
        "新建文件",
        ("new FILE --sample [--clean]", "new FILE --department 名称 --year 年度 [--code 编码] [--unit 名称]…"),
        (
            Option("file", "FILE", "要新建的 .gouji 文件；已有同名文件时不覆盖"),
            Option("--sample", "", "示例：一份真实的部门预算公开，每个印出的数都是录入值，文稿的差错也照印", _SWITCH),
            Option("--clean", "", "与 --sample 同用：没有差错的示例，文字由模板生成", _SWITCH),
            Option("--department", "名称", "部门名称"),
            Option("--year", "年度", "预算年度，四位数字"),
            Option("--code", "编码", "部门编码", {"default": ""}),
            Option("--unit", "名称", "所属单位，可写多次；表十一、表十二、表十三各列一行", _MANY),
        ),
    ),
    Command(
        "check",
        "核对全部勾稽关系",
        ("check FILE [--json] [--set 地址=金额 …]", "check FILE --cases CASES.jsonl --json"),
        (
            Option("file", "FILE", "要核对的文件，只读打开", _ONE),
            Option("--json", "", "结果写成 JSON", _SWITCH),
            _SET,
            Option("--cases", "CASES.jsonl", '每行一个假设 {"set": {地址: 金额}}，逐行写出结果；- 为标准输入'),
        ),
        _ADDRESS,
    ),
    Command(
        "words",
        "核对一段文字里的数字",
        ("words FILE [--section 二] [--json] < TEXT", "words --form FORM.json [--json]"),
        (
            Option("file", "FILE", "与它的各表核对，只读打开", _ONE),
            Option("--section", "节", "按第几节核对（二、十一、section02）；不写则自动判断，也认得文中的标题"),
            Option("--form", "FORM.json", "只核对一张项目支出绩效目标表，不需要预算文件"),
            Option("--json", "", "结果写成 JSON", _SWITCH),
        ),
        "文字从标准输入读取。状态：bound 绑定、checked 已核、mismatch 不符、unknown 未识别。",
    ),
    Command(
        "export",
        "输出整本书：Excel、PDF、Word 和网页",
        (
            (
                "export FILE [--xlsx 文件] [--pdf 文件] [--docx 文件] [--html 文件]"
                " [--values] [--final | --review] [--signature]"
            ),
        ),
        (
            Option("file", "FILE", "要输出的文件，只读打开"),
            Option("--xlsx", "文件", "写出 Excel 工作簿"),
            Option("--pdf", "文件", "写出 PDF"),
            Option("--docx", "文件", "写出 Word 文档"),
            Option("--html", "文件", "写出网页（一个文件）"),
            Option("--values", "", "Excel 里只写数值，不写公式", _SWITCH),
            Option("--final", "", "正式稿：不印“仅供内部审核”；已审定或公开的书本来如此", _SWITCH),
            Option("--review", "", "审核稿：印出核对状态，末页附公开完整性检查和签字栏", _SWITCH),
            Option("--signature", "", "PDF 和 Word 末页印签字栏：负责人、经办人、审核人、日期，或各步签批", _SWITCH),
        ),
    ),
    Command(
        "import",
        "把在 Excel 里改过的数读回来",
        ("import FILE SOURCE.xlsx [--dry-run]",),
        (
            Option("file", "FILE", "要写入的文件；先备份，再作为一步保存，可在窗口里撤销"),
            Option("source", "SOURCE.xlsx", "本程序输出、在 Excel 或 WPS 里改过的工作簿"),
            Option("--dry-run", "", "只列出将有的变化，不写入", _SWITCH),
        ),
    ),
    Command(
        "dump",
        "写出每张表的每一格",
        ("dump FILE --json",),
        (
            Option("file", "FILE", "要读取的文件，只读打开"),
            Option("--json", "", "写成 JSON（目前只有这一种）", _SWITCH),
        ),
    ),
)
COMMAND_BY_NAME = {command.name: command for command in COMMANDS}

EXIT_CODES = (
    (0, "没有断差"),
    (1, "check 发现断差，或表中有错误级的提示（例如金额看不懂、科目编码重复）；words 发现错误；import 有看不懂的内容"),
    (2, "输入或写法有误，原因写在标准错误输出"),
)


# -- help --------------------------------------------------------------------------------------------------------------


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def _table(lines: Sequence[tuple[str, str]]) -> list[str]:
    left = max(_width(name) for name, _text in lines) + 2
    return [f"{INDENT}{name}{' ' * (left - _width(name))}{text}" for name, text in lines]


def overview() -> str:
    """The help of the whole program."""
    lines = ["用法：", f"{INDENT}{PROGRAM} [FILE]    打开窗口"]
    lines += [f"{INDENT}{PROGRAM} {usage}" for command in COMMANDS for usage in command.usage]
    lines += ["", "命令：", *_table([(command.name, command.summary) for command in COMMANDS])]
    lines += ["", "退出码：", *_table([(str(code), meaning) for code, meaning in EXIT_CODES])]
    lines += ["", f"每个命令的选项：{PROGRAM} 命令 --help"]
    return "\n".join(lines)


def help_of(command: Command) -> str:
    """The help of one command."""
    lines = [f"{command.name}：{command.summary}", "", "用法："]
    lines += [f"{INDENT}{PROGRAM} {usage}" for usage in command.usage]
    named = [(f"{o.flag} {o.value}".strip() if o.flag.startswith("-") else o.value, o.help) for o in command.options]
    lines += ["", "参数：", *_table(named)]
    if command.remarks:
        lines += ["", command.remarks]
    return "\n".join(lines)


# -- parsing -----------------------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as an exception with a Chinese sentence."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(_chinese(message))


_MESSAGES = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
    (r"argument (\S+): expected .*argument.*", "{0} 后面缺少内容"),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} 后面不带内容"),
    (r"argument (\S+): not allowed with argument (\S+)", "{0} 与 {1} 不能同时用"),
)


def _chinese(message: str) -> str:
    for pattern, words in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*found.groups())
    return f"参数有误（{message}）"


def parse(command: Command, arguments: Sequence[str]) -> argparse.Namespace:
    """Read a command's arguments.

    :raises UsageError: with a sentence that says what is wrong and where the help is.
    """
    parser = _Parser(prog=f"{PROGRAM} {command.name}", add_help=False, allow_abbrev=False)
    for option in command.options:
        named: dict[str, Any] = {} if option.settings is _SWITCH else {"metavar": option.value}
        parser.add_argument(option.flag, **named, **option.settings)
    try:
        return parser.parse_args(list(arguments))
    except UsageError as error:
        raise UsageError(f"{error}；用法见 {PROGRAM} {command.name} --help。") from None
