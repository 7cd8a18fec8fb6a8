"""What is wrong in a pack is told with file, key and reason: one planted fault at a time."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from models import pack
from models.document import Document
from models.errors import PackError
from models.templates import Plan
from models.workspace import Workspace
from tests.support.budgets import spoilt_pack

pytestmark = pytest.mark.usefixtures("read_once")
FAULTS = tomllib.loads((Path(__file__).parent / "pack_faults.toml").read_text(encoding="utf-8"))


def names(faults: list[dict[str, str]]) -> list[str]:
    return [f"{number}-{fault['key']}" for number, fault in enumerate(faults)]


@pytest.mark.parametrize("fault", FAULTS["reading"], ids=names(FAULTS["reading"]))
def test_a_wrong_file_is_told_when_it_is_read(tmp_path, fault):
    copy = spoilt_pack(tmp_path, fault["file"], fault["old"], fault["new"])
    with pytest.raises(PackError) as error:
        pack.read(copy)
    assert error.value.key == fault["key"]
    assert fault["reason"] in error.value.reason
    assert str(error.value) == f"参数包文件 {error.value.file} 的 {error.value.key} 有误：{error.value.reason}"


@pytest.mark.parametrize("fault", FAULTS["binding"], ids=names(FAULTS["binding"]))
def test_a_rule_that_does_not_fit_the_forms_is_told(tmp_path, fault):
    found = pack.read(spoilt_pack(tmp_path, fault["file"], fault["old"], fault["new"]))
    with pytest.raises(PackError) as error:
        Workspace(Document(found, {}), Plan(found))
    assert (error.value.file, error.value.key) == (Path(fault["file"]).name, fault["key"])
    assert fault["reason"] in error.value.reason


@pytest.mark.parametrize("pack_id", ["nowhere_2025", "../packs/shanxi_2025", "", "shanxi_2025/forms"])
def test_a_pack_that_is_not_there_is_told(pack_id):
    with pytest.raises(PackError, match="没有这个参数包"):
        pack.load(pack_id)


def test_a_pack_may_do_without_a_mapping(tmp_path):
    copy = spoilt_pack(tmp_path, "pack.toml", "links = [", 'mapping = ""\nlinks = [')
    assert pack.read(copy).mapping == {}
