"""Performance forms (项目支出绩效目标表): edited, linked to the tables, their words checked against their figures."""
