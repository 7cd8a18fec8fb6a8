"""Packs (参数包): one folder per region and year, data only. Read through ``models.pack``."""
