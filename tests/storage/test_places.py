from __future__ import annotations

from pathlib import Path

import pytest

from storage import DocumentFile, places
from storage.places import _remote_mount

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/共享\\040盘 cifs rw 0 0
tmpfs /mnt/共享\\040盘/本机 tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/a/预算.gouji", False),
        ("/mnt/共享 盘/预算.gouji", True),
        ("/mnt/共享 盘/本机/预算.gouji", False),
        ("/mnt/共享 盘二/预算.gouji", False),
    ],
)
def test_the_innermost_mount_decides(path, remote):
    assert _remote_mount(Path(path), MOUNTS) is remote


def test_what_a_network_drive_risks_is_said_on_opening(closed, monkeypatch):
    monkeypatch.setattr(places, "on_network", lambda _path: True)
    with DocumentFile.open(closed) as file:
        assert file.notice == (
            "“预算.gouji”在网络盘上，断网时最后一步可能存不上；建议用“保存副本”存到本机编辑，完成后再拷回去。"
        )
