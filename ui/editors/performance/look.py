"""The look of a performance form: one style sheet for all that is on it, which Qt reads once."""

from __future__ import annotations

from ui import theme

SHEET = f"""
FormView, FieldBox, QWidget#paper {{ background: {theme.PAPER}; }}
Boxes {{ background: {theme.LINE}; }}
Head {{ background: {theme.HEAD}; }}
FieldText {{ border: 1px solid transparent; border-radius: 0; padding: 1px 3px; background: transparent; }}
FieldText:focus {{ border-color: {theme.ACCENT}; background: {theme.PAPER}; }}
SmallTable {{ gridline-color: {theme.LINE}; background: {theme.PAPER}; selection-background-color: transparent;
    border: 1px solid {theme.LINE}; }}
SmallTable QHeaderView {{ background: {theme.HEAD}; }}
SmallTable QHeaderView::section {{ background: {theme.HEAD}; color: {theme.INK}; border: 0; padding: 2px 4px;
    border-right: 1px solid {theme.LINE}; border-bottom: 1px solid {theme.LINE}; }}
SmallTable QTableCornerButton::section {{ background: {theme.HEAD}; border: 0; border-right: 1px solid {theme.LINE};
    border-bottom: 1px solid {theme.LINE}; }}
"""
