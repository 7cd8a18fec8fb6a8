"""关于 and the legend: two dialogs that only tell something."""

from __future__ import annotations

import platform
import tomllib
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import icons
from ui.dialogs.framing import Framed
from ui.fonts import title_font
from ui.panels.legend import Legend


def version() -> str:
    """The program's version as it is installed, or as it stands beside the source; "" where neither says."""
    try:
        return metadata.version("gouji")
    except metadata.PackageNotFoundError:
        source = Path(__file__).parents[2] / "pyproject.toml"
        if not source.is_file():
            return ""
        return str(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["version"])


class AboutDialog(Framed):
    """Name, version, licence."""

    def __init__(self, pack_title: str, parent: QWidget | None = None) -> None:
        super().__init__("关于勾稽", "", parent)
        self.setMinimumWidth(480)
        row = QHBoxLayout()
        row.setSpacing(18)
        sign = QLabel(self)
        sign.setPixmap(icons.app_icon().pixmap(QSize(64, 64)))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        title = QLabel("勾稽", self)
        title.setFont(title_font(26))
        words.addWidget(title)
        lines = (
            f"版本 {version()}" if version() else "",
            "部门预算公开的编制、勾稽核对与输出，全程离线，数据只在本机的预算文件里。",
            f"参数包：{pack_title}" if pack_title else "",
            f"运行环境：Python {platform.python_version()}，Qt {qVersion()}，{platform.system()}",
            "以 MIT 许可发布；随附的思源黑体、思源宋体以 SIL OFL 1.1 许可发布；界面使用 Qt（LGPL-3.0）。",
        )
        label = QLabel("\n\n".join(filter(None, lines)), self)
        label.setWordWrap(True)
        label.setObjectName("muted")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(label)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.add_buttons(cancel="关闭")


class LegendDialog(Framed):
    """The legend by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("图例", "每种状态都同时用颜色、符号和文字表示，黑白打印也能分辨。", parent)
        self.body.addWidget(Legend(self))
        self.add_buttons(cancel="关闭")
