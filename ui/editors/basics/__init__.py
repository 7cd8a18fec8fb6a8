"""The parts of the page 封面与基本信息."""
