"""封面与基本信息: the settings that cover, headings and words use, each saved as one edit when it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.narrative import planning
from models.workspace import ChangeReport
from ui.editors.basics.setting_fields import SettingChoice, SettingLine, day, plain, required, year
from ui.session import Session

LEVELS = ("县区级", "市级", "省级")
_DATE = "例如 2025-4-11"
_LINES = (
    ("department", "部门名称", required, "与公开文本的封面一致"),
    ("department_code", "预算编码", plain, "部门的预算编码"),
    ("year", "预算年度", year, "四位数字"),
    ("region", "所在地区", plain, "用于绩效目标表的标题，例如 某市某区县(区)级"),
    ("preparer", "编制人", plain, "姓名；签字栏的经办人"),
    ("reviewer", "审核人", plain, "姓名，印在签字栏"),
    ("person_in_charge", "负责人", plain, "姓名，印在签字栏"),
    ("prepared_on", "编制日期", day, _DATE),
    ("approved_on", "批复日期", day, _DATE),
    ("published_on", "公开日期", day, f"{_DATE}，批复后二十日内"),
    ("secrecy_review", "保密审查", plain, "审查人、日期"),
    ("as_of", "资产数据截止日期", day, _DATE),
)
_UNITS = ("budget_units", "纳入预算单位", plain, "各单位之间用顿号“、”隔开")
TITLES = {key: title for key, title, *_rest in (*_LINES, _UNITS)} | {"level": "预算级次"}
"""What the settings are called."""


class SettingsForm(QWidget):
    """Two columns of fields."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.fields: dict[str, SettingLine | SettingChoice] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(9)
        cells: list[tuple[str, SettingLine | SettingChoice]] = [
            (title, SettingLine(key, title, reader, self, hint)) for key, title, reader, hint in _LINES
        ]
        cells.insert(4, ("预算级次", SettingChoice("level", "预算级次", LEVELS, self)))
        for number, (title, field) in enumerate(cells):
            row, side = number // 2, number % 2 * 2
            self._put(layout, title, field, row, side)
        key, title, reader, hint = _UNITS
        self._put(layout, title, SettingLine(key, title, reader, self, hint), len(cells) // 2 + 1, 0, columns=3)
        layout.setColumnStretch(1, 1)
        layout.setColumnStretch(3, 1)
        layout.setColumnMinimumWidth(2, 110)
        session.changed.connect(self._follow)
        self.refresh()

    def _put(
        self,
        layout: QGridLayout,
        title: str,
        field: SettingLine | SettingChoice,
        row: int,
        side: int,
        *,
        columns: int = 1,
    ) -> None:
        label = QLabel(title, self)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, 6, 0, 0)
        label.setBuddy(field)
        field.setEnabled(not self._session.read_only)
        field.committed.connect(self._commit)
        self.fields[field.key] = field
        layout.addWidget(label, row, side)
        layout.addWidget(field, row, side + 1, 1, columns)

    def refresh(self) -> None:
        """Show the settings as they stand."""
        settings = self._session.document.settings
        for key, field in self.fields.items():
            field.show_text(settings.get(key, ""))

    def commit(self) -> None:
        """Take over what is being typed."""
        for field in self.fields.values():
            field.commit()

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if not report.settings.isdisjoint(self.fields):
            self.refresh()

    def _commit(self, key: str, text: str) -> None:
        self._session.submit(planning.set_facts(self._session.workspace, {key: text}), self)
