"""The editor of 项目支出绩效目标表: fields, amounts, indicators, and what the checks say about them."""
