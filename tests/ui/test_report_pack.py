from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from models.errors import GoujiError
from models.samples import sample_document
from storage import DocumentFile
from ui import report_pack
from ui.report_pack import Wanted, cleared
from ui.workers import Progress


@pytest.fixture
def sample_copy(tmp_path):
    with DocumentFile.create(tmp_path / "预算.gouji", sample_document()) as file:
        yield file


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if not name.endswith(".gouji")}


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("打开 /home/li/预算/2026/a.gouji 失败", "打开 ~/预算/2026/a.gouji 失败"),
        ('File "/usr/lib/python3.11/json/decoder.py", line 3', 'File "…/decoder.py", line 3'),
        (r"“D:\财政局\李会计\a.gouji”", "“…/a.gouji”"),
        (r"\\server\share\李会计\a.gouji", "…/a.gouji"),
        ("/media/My Stick/李会计/a.gouji", "…/a.gouji"),
        ("/home/lin/a.gouji", "…/a.gouji"),
        ("by likuaiji on PC-0042.", "by <用户> on <电脑>."),
        ("842/1148.53 and/or 12:30", "842/1148.53 and/or 12:30"),
    ],
)
def test_names_and_folders_are_taken_out(monkeypatch, text, clear):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/li"))
    monkeypatch.setattr(report_pack.getpass, "getuser", lambda: "likuaiji")
    monkeypatch.setattr(report_pack.platform, "node", lambda: "PC-0042")
    assert cleared()(text) == clear


def test_errors_in_the_log_quote_no_words_and_no_figures():
    log = (
        "2026-11-24 08:00:00,123 CRITICAL ui.app: unexpected exception\n"
        'Traceback (most recent call last):\n  File "~/a.py", line 173, in _require\n    raise StaleEditError("1.25")\n'
        "models.errors.StaleEditError: CellChange(row='r12', old=Entry(text='832.71万', fen=832710000))\n"
    )
    assert report_pack.without_content(log) == log.replace("832.71万", "……").replace("832710000", "…")


def test_what_a_pack_holds(tmp_path, sample_copy):
    (tmp_path / "gouji.log").write_text(f"读 {tmp_path / 'x' / 'a.txt'} 出错", encoding="utf-8")
    target = tmp_path / "诊断.zip"
    assert report_pack.write(target, Wanted("甲", "乙", tmp_path, sample_copy), Progress()) == []
    found = contents(target)
    assert sorted(found) == sorted(["诊断信息.txt", "自检结果.txt", "日志/gouji.log"])
    assert found["日志/gouji.log"] == "读 …/x/a.txt 出错"
    assert "历史 0 条，哈希链完整" in found["诊断信息.txt"]
    report_pack.write(target, Wanted("甲", "乙", tmp_path, sample_copy, attached=True), Progress())
    with zipfile.ZipFile(target) as archive:
        assert archive.read(sample_copy.path.name).startswith(b"SQLite format 3")


def test_a_pack_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(GoujiError, match="不存在"):
        report_pack.write(tmp_path / "没有" / "a.zip", Wanted("", "", tmp_path), Progress())
