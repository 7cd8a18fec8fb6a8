"""Files from anywhere: each that cannot be read is one sentence."""

from __future__ import annotations

import struct
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from export import import_file, xlsx_import
from export.errors import WorkbookError
from export.import_parser import _formula

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def repacked(source, target, change):
    """A copy of a package in which ``change`` may replace the content of each part."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def refused(path, sample, sentence):
    with pytest.raises(WorkbookError, match=sentence) as caught:
        xlsx_import.read(path, sample)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OLE + b"\0" * 600, "旧格式（.xls 或 .et）"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
        (b"a,b\n1,2\n", "不是 Excel 工作簿"),
        (b"", "不是 Excel 工作簿"),
        (b"PK\x03\x04 not really", "已损坏"),
    ],
)
def test_other_kinds_of_files(sample, tmp_path, content, sentence):
    path = tmp_path / "别的.xlsx"
    path.write_bytes(content)
    refused(path, sample, sentence)


def test_a_missing_file(sample, tmp_path):
    refused(tmp_path / "没有.xlsx", sample, "找不到文件“没有.xlsx”")


def test_a_folder(sample, tmp_path):
    refused(tmp_path, sample, "不是文件")


def test_a_package_that_is_no_workbook(sample, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    refused(tmp_path / "a.docx", sample, "不是 Excel 工作簿")


def test_a_workbook_of_something_else(sample, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "通讯录"
    workbook.save(tmp_path / "a.xlsx")
    refused(tmp_path / "a.xlsx", sample, "没有认出任何一张预算表")


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_file_cut_short(sample, sample_xlsx, tmp_path, share):
    data = sample_xlsx.read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    refused(path, sample, "已损坏")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/styles.xml"])
def test_a_part_that_is_no_xml(sample, sample_xlsx, tmp_path, part):
    path = repacked(sample_xlsx, tmp_path / "a.xlsx", lambda name, data: data[:200] if name == part else data)
    refused(path, sample, "已损坏")


def test_a_sheet_that_is_missing(sample, sample_xlsx, tmp_path):
    path = repacked(sample_xlsx, tmp_path / "a.xlsx", lambda name, data: None if name.endswith("sheet3.xml") else data)
    plan = xlsx_import.read(path, sample)
    assert (plan.changes, plan.notices) == ((), ("工作簿里没有表三，这些表不变。",))


def test_the_strict_variant_is_named(sample, sample_xlsx, tmp_path):
    plain, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/main"
    path = repacked(sample_xlsx, tmp_path / "严格.xlsx", lambda _name, data: data.replace(plain, strict))
    refused(path, sample, "严格 Open XML")


def test_entities_are_not_expanded(sample, sample_xlsx, tmp_path):
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    path = repacked(
        sample_xlsx, tmp_path / "a.xlsx", lambda name, data: doctype + data if name.endswith("sheet3.xml") else data
    )
    refused(path, sample, "已损坏")


def test_a_package_that_unpacks_to_gigabytes_is_not_unpacked(sample, sample_xlsx, tmp_path):
    path = tmp_path / "a.xlsx"
    data = bytearray(sample_xlsx.read_bytes())
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory: let it claim two gigabytes
    data[at + 24 : at + 28] = struct.pack("<I", 2**31)
    path.write_bytes(data)
    refused(path, sample, "解开后过大")


def test_too_many_cells_are_not_read(sample, sample_xlsx, monkeypatch):
    monkeypatch.setattr(import_file, "MAX_CELLS", 500)
    refused(sample_xlsx, sample, "单元格太多")


def test_a_file_too_large_is_not_opened(sample, sample_xlsx, monkeypatch):
    monkeypatch.setattr(import_file, "MAX_FILE", 1000)
    refused(sample_xlsx, sample, "上限为")


def test_what_a_sheet_says_about_its_size_is_not_believed(sample, sample_xlsx, tmp_path):
    def change(name, data):
        return data.replace(b'<dimension ref="A1:E23"', b'<dimension ref="A1"') if name.endswith("sheet3.xml") else data

    plan = xlsx_import.read(repacked(sample_xlsx, tmp_path / "a.xlsx", change), sample)
    assert (plan.changes, plan.notices) == ((), ())


def test_only_the_head_of_other_sheets_is_read(sample_xlsx, tmp_path):
    workbook = openpyxl.load_workbook(sample_xlsx)
    sheet = workbook.create_sheet("别的")
    for row in range(1, 200):
        sheet.cell(row, 1).value = row
    workbook.save(tmp_path / "a.xlsx")
    seen = {}
    import_file.read_sheets(tmp_path / "a.xlsx", lambda raw: seen.setdefault(raw.title, len(raw.rows)) < 0)
    assert seen["别的"] == import_file.HEAD_ROWS


def test_cells_that_only_hold_a_format_are_not_read(sample, sample_xlsx, tmp_path, monkeypatch):
    """A format set for whole columns comes as a million rows."""
    monkeypatch.setattr(import_file, "BIG_SHEET", 2_000)
    monkeypatch.setattr(import_file, "MAX_CELLS", 5_000)
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (at, at) for at in range(100, 20_000))

    def change(name, data):
        return data.replace(b"</sheetData>", rows + b"</sheetData>") if name.endswith("sheet3.xml") else data

    plan = xlsx_import.read(repacked(sample_xlsx, tmp_path / "a.xlsx", change), sample)
    assert (plan.changes, plan.problems, plan.notices) == ((), (), ())


def test_cells_without_a_place_of_their_own_keep_it():
    sheet = b'<row r="1"><c r="A1" s="1"/><c s="1"><v>1</v></c></row>'
    assert import_file._thinned(sheet) == sheet


def test_a_data_table_has_no_formula_to_be_told():
    assert _formula(DataTableFormula(ref="A1:B2")) == "="
    assert _formula(ArrayFormula("A1:A2", "=SUM(B1:B2)")) == "=SUM(B1:B2)"
