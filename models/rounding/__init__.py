"""Rounding: 尾差 that no true figures can explain, and the fewest cents that make printed sums exact (舍位平衡)."""
