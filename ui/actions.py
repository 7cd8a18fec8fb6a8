"""Every command of the window in one table: id, text, shortcut, tip. Menus, tool bar and list of shortcuts read it."""

from __future__ import annotations

import enum
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons


class Needs(enum.Enum):
    """What must be there for an action to be enabled."""

    NOTHING = 0
    DOCUMENT = 1
    EDITABLE = 2
    WRITABLE = 3
    """A document whose file can be written, be it signed or not."""


class Spec(NamedTuple):
    """One action. ``keys`` as Qt writes them; ``in_form``: the form answers the keys, the menu only shows them."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    needs: Needs = Needs.DOCUMENT
    icon: str = ""
    checkable: bool = False
    in_form: bool = False


_E, _N, _W = Needs.EDITABLE, Needs.NOTHING, Needs.WRITABLE

SPECS = (
    Spec("new", "新建(&N)…", ("Ctrl+N",), "填写部门、年度和单位，新建一份部门预算公开", _N, "new"),
    Spec("open", "打开(&O)…", ("Ctrl+O",), "打开一份预算文件（.gouji）", _N, "open"),
    Spec("open_sample", "打开示例(&S)…", (), "另存一份示例并打开，整本都已填好，可以放心试用", _N),
    Spec("save_copy", "保存副本(&A)…", ("Ctrl+Shift+S",), "把当前内容另存一份，正在编辑的文件不变"),
    Spec("restore", "恢复备份(&R)…", (), "从自动备份中取回以前的内容，另存为一份新文件"),
    Spec("keep_version", "存为版本(&K)…", (), "给现在的内容起个名称留在文件里，以后可以比较、恢复", _W),
    Spec("versions", "版本(&E)…", (), "各个版本，以及自上次打印、输出以来改了什么；可以比较、恢复、另存"),
    Spec("signoff", "签批(&G)…", (), "编制、复核、审定、公开；复核以后内容锁定，审定以后输出正式稿", _W),
    Spec("settings", "基本信息(&I)…", (), "修改部门名称、部门代码和年度", _E),
    Spec("preview", "打印预览(&V)…", ("Ctrl+Shift+P",), "按实际版面逐页查看，确认后打印", icon="page"),
    Spec("print", "打印(&P)…", ("Ctrl+P",), "打印当前表或整本"),
    Spec("close", "关闭文件(&C)", ("Ctrl+W",), "关闭当前文件；每一步都已保存"),
    Spec("quit", "退出(&X)", ("Ctrl+Q",), "退出程序；每一步都已保存", _N),
    Spec("undo", "撤销(&U)", ("Ctrl+Z",), "撤销上一步", _E, "undo"),
    Spec("redo", "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "重做刚撤销的一步", _E, "redo"),
    Spec("repeat", "重复上一步(&Y)", ("F4",), "在当前单元格或选区再做一次上一步", _E, in_form=True),
    Spec("cut", "剪切(&T)", ("Ctrl+X",), "把选中的内容移到剪贴板", _E, in_form=True),
    Spec("copy", "复制(&C)", ("Ctrl+C",), "复制选中的内容，可粘贴到 Excel 或 WPS", in_form=True),
    Spec("paste", "粘贴(&P)", ("Ctrl+V",), "从当前单元格起粘贴，自动计算的单元格会跳过", _E, in_form=True),
    Spec(
        "paste_special",
        "选择性粘贴(&S)…",
        ("Ctrl+Alt+V", "Ctrl+Shift+V"),
        "仅数值、加、减、跳过空单元格或行列互换",
        _E,
        in_form=True,
    ),
    Spec("clear", "清除内容(&D)", ("Del",), "清除选中单元格的录入内容", _E, in_form=True),
    Spec("fill_down", "向下填充(&W)", ("Ctrl+D",), "用选区第一行的内容填满选区", _E, in_form=True),
    Spec("fill_right", "向右填充(&H)", ("Ctrl+R",), "用选区第一列的内容填满选区", _E, in_form=True),
    Spec("automatic", "恢复自动计算(&M)", ("Alt+=",), "去掉录入值，重新按公式自动计算", _E, in_form=True),
    Spec("today", "录入今天的日期(&A)", ("Ctrl+;",), "在文字格里填入今天的日期；金额和编码不填日期", _E, in_form=True),
    Spec("note", "插入批注(&N)…", ("Shift+F2",), "给当前单元格写批注或修改批注；随文件保存，不印出", _E, in_form=True),
    Spec("delete_note", "删除批注(&L)", (), "删除选中单元格的批注", _E),
    Spec("find", "查找(&F)…", ("Ctrl+F",), "在全部报表和文字中查找科目、名称、金额和词句", icon="find"),
    Spec("replace", "替换(&E)…", ("Ctrl+H",), "在本页、全部报表或整本书里查找替换，先逐处预览，一步撤销", _E),
    Spec("goto", "转到单元格(&G)…", ("Ctrl+G",), "输入地址，例如 表三.2013299.项目支出"),
    Spec("back", "回到刚才的位置(&B)", ("Alt+Left",), "跳转之后回到原来的单元格或页"),
    Spec("forward", "再到后一位置(&O)", ("Alt+Right",), "回来之后再到跳转去的地方"),
    Spec("insert_row", "插入行(&I)", ("Ctrl++",), "在当前行上方插入一行", _E, in_form=True),
    Spec("delete_rows", "删除行(&D)", ("Ctrl+-",), "删除选中的明细行", _E, in_form=True),
    Spec("move_up", "上移(&U)", ("Alt+Up",), "把当前行上移一行", _E, in_form=True),
    Spec("move_down", "下移(&W)", ("Alt+Down",), "把当前行下移一行", _E, in_form=True),
    Spec("add_subject", "增加科目(&A)…", ("Ctrl+Shift+N",), "输入科目编码，名称和上级科目自动补齐", _E, in_form=True),
    Spec("bench", "试算(&T)…", ("Ctrl+T",), "先看改一个数会影响到哪里，按“采用”之前什么都不保存"),
    Spec("balance", "尾差平衡(&B)…", (), "按分调平四舍五入的尾差，先逐格预览；也可以改用脚注说明", _E),
    Spec("import", "导入 Excel(&E)…", ("Ctrl+I",), "读入本程序输出的 Excel，先预览改动，再一次写入", _E, "import"),
    Spec("check", "全审(&A)", ("F9",), "从头核对全部公式，并与即时核对的结果比对", icon="check"),
    Spec("next", "下一处(&N)", ("F8",), "转到下一处问题"),
    Spec("previous", "上一处(&P)", ("Shift+F8",), "转到上一处问题"),
    Spec("advice", "转到诊断建议(&S)", ("F6",), "把键盘移到右侧的诊断建议：Enter 采用，Esc 返回表格"),
    Spec(
        "adopt", "采用建议值(&D)", ("Alt+Return",), "照建议改正当前单元格的断差，或文中与报表不符的数字；可以撤销", _E
    ),
    Spec("publication", "公开完整性检查(&K)…", (), "公开前该有的内容是否齐全，哪些还要人工确认"),
    Spec("coverage", "覆盖情况(&V)…", (), "每个数有几条公式看守，每条核对的结果，哪些只能人工核对"),
    Spec("cell_history", "当前单元格的历史(&H)…", ("Ctrl+Shift+H",), "当前单元格每次改动的时间和前后数值"),
    Spec("history", "全部历史(&L)…", (), "这份文件从新建以来的每一步"),
    Spec("export_both", "输出 PDF 和 Excel(&B)…", ("Ctrl+E",), "PDF 和 Excel 一起输出到同一个文件夹"),
    Spec("export_pdf", "输出 PDF(&P)…", (), "整本书：封面、目录、各表、文字说明和绩效目标表"),
    Spec("export_xlsx", "输出 Excel(&X)…", (), "每张表一个工作表，合计带公式"),
    Spec("export_docx", "输出 Word(&W)…", (), "整本书，带目录、标题和表格，可在 Word、WPS 里修改"),
    Spec("export_html", "输出网页(&H)…", (), "一个网页文件，供部门网站发布"),
    Spec("export_review", "输出审核稿(&R)…", (), "PDF，印出核对状态，末页附公开完整性检查"),
    Spec("export_values", "输出仅数值 Excel(&V)…", (), "每张表一个工作表，只有数值，不带公式"),
    Spec("final", "正式稿（无水印）(&F)", (), "选中后输出和打印不带“仅供内部审核”字样", checkable=True),
    Spec("zoom_in", "放大(&I)", ("Ctrl+=",), "放大表格"),
    Spec("zoom_out", "缩小(&O)", ("Ctrl+Shift+-",), "缩小表格"),
    Spec("zoom_reset", "实际大小(&Z)", ("Ctrl+0",), "恢复到 100%"),
    Spec("next_form", "下一页(&N)", ("Ctrl+PgDown",), "转到目录中的下一页"),
    Spec("previous_form", "上一页(&P)", ("Ctrl+PgUp",), "转到目录中的上一页"),
    Spec("show_navigator", "目录(&D)", (), "显示或隐藏左侧的目录", checkable=True),
    Spec("show_findings", "审核结果(&F)", (), "显示或隐藏下方的审核结果", checkable=True),
    Spec("show_inspector", "勾稽追踪(&T)", (), "显示或隐藏右侧的勾稽追踪和文中数字", checkable=True),
    Spec("trace", "追踪引用和从属(&R)", (), "当前单元格由哪些格得出、又算进哪些格，在表上淡淡标出", checkable=True),
    Spec("legend", "图例(&L)", (), "各种颜色和标记的含义", _N),
    Spec("shortcuts", "快捷键一览(&K)", ("F1",), "全部快捷键", _N),
    Spec("open_log", "打开日志文件夹(&G)", (), "程序出错时，日志可以帮助查明原因", _N),
    Spec("report_pack", "导出诊断包(&D)…", (), "把版本、日志和自检结果存成一个压缩包，交给帮您查问题的人", _N),
    Spec("self_test", "自检(&T)…", (), "检查字体、打印机、存盘、输入法等，逐项说明", _N),
    Spec("about", "关于勾稽(&A)", (), "版本和许可", _N),
)

RECENT = "<recent>"
"""Where the submenu of recent files goes."""
Menu = tuple[str, tuple[str, ...]]
MENUS: tuple[Menu, ...] = (
    ("文件(&F)", (
        "new", "open", "open_sample", RECENT, "", "save_copy", "restore", "", "keep_version", "versions",
        "signoff", "settings", "", "preview", "print", "",
        "close", "quit",
    )),
    ("编辑(&E)", (
        "undo", "redo", "repeat", "", "cut", "copy", "paste", "paste_special", "clear", "", "fill_down", "fill_right",
        "automatic", "today", "", "note", "delete_note", "", "find", "replace", "goto", "back", "forward",
    )),
    ("数据(&D)", (
        "import", "", "insert_row", "delete_rows", "move_up", "move_down", "", "add_subject", "", "bench",
        "balance",
    )),
    ("审核(&A)", (
        "check", "", "next", "previous", "", "advice", "adopt", "", "publication", "coverage", "", "cell_history",
        "history",
    )),
    ("输出(&O)", (
        "export_both", "export_pdf", "export_xlsx", "export_values", "export_docx", "export_html", "", "export_review",
        "", "final",
    )),
    ("视图(&V)", (
        "next_form", "previous_form", "", "zoom_in", "zoom_out", "zoom_reset", "", "show_navigator", "show_findings",
        "show_inspector", "", "trace", "legend",
    )),
    ("帮助(&H)", ("shortcuts", "", "self_test", "report_pack", "open_log", "", "about")),
)  # fmt: skip

FORM_KEYS = (
    ("方向键、Tab、Enter", "移动到相邻单元格"),
    ("直接输入", "替换当前单元格的内容"),
    ("F2 或双击", "在原内容上修改"),
    ("Esc", "放弃正在输入的内容"),
    ("Ctrl+方向键", "跳到数据区边缘"),
    ("Ctrl+Home、Ctrl+End", "跳到表首、表尾"),
    ("Ctrl+A", "选中整张表"),
    ("Ctrl+Enter", "把输入的内容填满选区"),
    ("拖动选区右下角的方块", "把选中的内容填到拖过的单元格，Esc 取消"),
    ("Ctrl+滚轮", "放大、缩小"),
    ("F2 或双击（文中）", "填写变动原因；转到数字的来源"),
)
"""Keys that the form answers and no menu shows."""


def build(parent: QWidget) -> dict[str, QAction]:
    """All actions by id, as children of a window."""
    return {spec.id: _action(spec, parent) for spec in SPECS}


def _action(spec: Spec, parent: QWidget) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.id)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.in_form:
        # The window itself never has the focus: the menu shows the keys and leaves them to the form.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setCheckable(spec.checkable)
    action.setStatusTip(spec.tip)
    keys = f"（{shown_keys(spec)}）" if spec.keys else ""
    action.setToolTip(f"{plain(spec.text)}{keys}\n{spec.tip}")
    action.setMenuRole(QAction.MenuRole.NoRole)
    if spec.icon:
        action.setIcon(icons.tool_icon(spec.icon))
        action.setIconVisibleInMenu(False)
    return action


def plain(text: str) -> str:
    """An action's text without its access key."""
    head, found, _ = text.partition("(&")
    return head if found else text.replace("…", "")


def shown_keys(spec: Spec) -> str:
    """An action's shortcuts as people write them."""
    names = {"Del": "Delete", "Return": "Enter", "PgDown": "PgDn", "Up": "↑", "Down": "↓"}
    return "、".join(
        "+".join(names.get(part, part) for part in key.split("+")) if not key.endswith("++") else key
        for key in spec.keys
    )
