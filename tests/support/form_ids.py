"""The ids that the default pack gives the performance forms and the tables of projects."""

FORM, INDICATORS, PROJECT, CARRIED = "project_performance", "performance_indicator", "table12", "table13"
