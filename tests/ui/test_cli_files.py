"""`new` and `export`: what they write, and what they never overwrite."""

from __future__ import annotations

import pytest

from export import writing
from models.samples import sample_document
from storage import DocumentFile
from ui import cli


def contents(path):
    with DocumentFile.open(path, read_only=True) as file:
        return file.load()


def test_the_sample_is_every_printed_figure_stated(tmp_path, capsys):
    path = tmp_path / "示例.gouji"
    assert cli.main(["new", str(path), "--sample"]) == 0
    assert "已新建“示例.gouji”：中国共产党晋城市城区委员会组织部 2025年，13 张表。" in capsys.readouterr().out
    assert contents(path).entries == sample_document().entries
    assert sorted(each.name for each in tmp_path.iterdir()) == ["示例.gouji"]


def test_a_new_document_lists_its_units(tmp_path):
    path = tmp_path / "new.gouji"
    call = ["new", str(path), "--department", "某县教育局", "--code", "205", "--year", "2026", "--unit", "一中"]
    assert cli.main([*call, "--unit", "二中"]) == 0
    document = contents(path)
    assert document.settings == {"department": "某县教育局", "department_code": "205", "year": "2026"}
    assert document.entries == {}
    for form in ("table11", "table12", "table13"):
        assert [row.label for row in document.rows(form, "main")][1:] == ["一中", "二中"]
    assert cli.main(["check", str(path)]) == 0


def test_an_existing_file_is_never_overwritten(tmp_path, capsys):
    path = tmp_path / "mine.gouji"
    path.write_bytes(b"mine")
    assert cli.main(["new", str(path), "--sample"]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(("option", "start"), [("--xlsx", b"PK"), ("--pdf", b"%PDF-")])
def test_export_writes_what_is_asked_for(option, start, sample_file, tmp_path, capsys):
    path = tmp_path / "out"
    assert cli.main(["export", str(sample_file), option, str(path)]) == 0
    assert path.read_bytes().startswith(start)
    assert str(path) in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [path]


def test_values_only_and_final_change_what_is_written(tables_file, tmp_path):
    written = []
    for number, options in enumerate(([], ["--values"], ["--final"])):
        path = tmp_path / f"{number}.xlsx"
        assert cli.main(["export", str(tables_file), "--xlsx", str(path), *options]) == 0
        written.append(path.read_bytes())
    assert len(set(written)) == 3


def test_export_into_a_folder_that_is_not_there(tables_file, tmp_path, capsys):
    assert cli.main(["export", str(tables_file), "--pdf", str(tmp_path / "none" / "a.pdf")]) == 2
    assert "不存在" in capsys.readouterr().err


def test_a_document_with_breaks_is_written_with_a_warning(tmp_path, capsys):
    document = sample_document()
    ref = next(ref for ref in document.entries if ref.form == "table12")
    document.entries[ref] = document.entries[ref].__class__("1.00", 1_000_000, 5_000)
    path = tmp_path / "broken.gouji"
    DocumentFile.create(path, document).close()
    assert cli.main(["export", str(path), "--xlsx", str(tmp_path / "a.xlsx"), "--final"]) == 0
    assert "注意：还有断差" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "signed"), [([], False), (["--final"], False), (["--final", "--signature"], True), (["--review"], True)]
)
def test_only_a_review_copy_is_signed_unless_asked(options, signed, tables_file, tmp_path, monkeypatch):
    books = []
    monkeypatch.setattr(writing, "write", lambda book, *_place, **_options: books.append(book))
    assert cli.main(["export", str(tables_file), "--docx", str(tmp_path / "a.docx"), *options]) == 0
    assert [book.signed for book in books] == [signed]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--pdf", "a.pdf", "--final", "--review"], "不能同时用"),
        (["--pdf", "other.gouji"], "请改成 .pdf"),
        (["--xlsx", "a.PDF"], "请改成 .xlsx"),
    ],
)
def test_an_export_that_contradicts_itself_is_refused(options, words, tables_file, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", str(tables_file), *options]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
