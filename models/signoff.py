"""签批: 编制 → 复核 → 审定 → 公开. From 复核 on the document is locked; each step up keeps what was signed.

The steps stand in one setting and each comes by a mark, so that the history knows who and when. The way back to 编制
asks for a reason.
"""

from __future__ import annotations

import enum
from datetime import datetime

import msgspec

from models.document import Document
from models.edits import SIGNOFF, Edit, SettingChange
from models.versions import content_settings

KEY, REASON = "signoff", "signoff.reason"
"""The settings: the steps signed, and why the document was sent back last."""
MOST = 200
"""Characters of a reason."""
DIGITS = 8
"""Of a digest, where people read it."""
MISFIT = "内容与签批时不一致，签批已失效，输出恢复“仅供内部审核”。请查看“全部历史”，再用“文件→签批”退回编制、重新签批。"


class Stage(enum.IntEnum):
    """How far a document has been signed, in order."""

    PREPARATION = 0
    REVIEWED = 1
    APPROVED = 2
    PUBLISHED = 3

    @property
    def title(self) -> str:
        """As people call it."""
        return ("编制", "复核", "审定", "公开")[self]


class Signed(msgspec.Struct, frozen=True, array_like=True):
    """A step up: to which stage, by whom, when (aware), and the SHA-256 of the content then, in hexadecimal."""

    stage: Stage
    who: str
    time: datetime
    digest: str

    @property
    def day(self) -> str:
        """The date on the clock of this computer, as ``2026-11-24``."""
        return self.time.astimezone().strftime("%Y-%m-%d")


class Standing(msgspec.Struct, frozen=True):
    """Where a document stands. ``fits``: what was signed is what it says; True where nothing is signed."""

    steps: tuple[Signed, ...] = ()
    fits: bool = True

    @property
    def stage(self) -> Stage:
        """The stage reached, whether or not it still holds."""
        return self.steps[-1].stage if self.steps else Stage.PREPARATION

    @property
    def is_final(self) -> bool:
        """Whether output needs no watermark."""
        return self.fits and self.stage >= Stage.APPROVED

    @property
    def words(self) -> str:
        """``已审定``, ``已失效``; "" while it is in preparation."""
        return "签批已失效" if not self.fits else f"已{self.stage.title}" if self.steps else ""


def is_locked(document: Document) -> bool:
    """Whether nothing but versions and sign-off may change."""
    return bool(document.settings.get(KEY))


def steps(document: Document) -> tuple[Signed, ...]:
    """The steps signed; none where the setting is not one of ours."""
    return decoded(document.settings.get(KEY, ""))


def decoded(text: str) -> tuple[Signed, ...]:
    """The steps that a setting holds."""
    try:
        return msgspec.json.decode(text or "[]", type=tuple[Signed, ...])
    except msgspec.MsgspecError:
        return ()


def standing(document: Document) -> Standing:
    """Where a document stands; works its digest out only when it is signed."""
    if not is_locked(document):
        return Standing()
    signed = steps(document)
    return Standing(signed, bool(signed) and signed[-1].digest == digest(document))


def refusal(document: Document) -> str:
    """Why a document takes no edits, as a sentence; "" when it does."""
    if not is_locked(document):
        return ""
    signed = steps(document)
    how = f"由{signed[-1].who}于{signed[-1].day}{signed[-1].stage.title}" if signed else "签批"
    return f"本书已{how}，内容已锁定；需要修改请先用“文件→签批”退回编制。"


def digest(document: Document) -> str:
    """SHA-256, in hexadecimal, of all that a document says: settings but for the marks, detail rows, statements.

    The pack's own rows are not in it: another version of the program must not void what was signed.
    """
    import hashlib  # late: few documents are signed

    blocks = ((form.id, document.rows(form.id, block.key)) for form in document.pack.all_forms for block in form.blocks)
    rows = [[form, [block.by_id[row_id] for row_id in block.details]] for form, block in blocks]
    cells = [[*ref, entry] for ref, entry in sorted(document.entries.items())]
    content = [document.pack.id, content_settings(document), rows, cells]
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def step_up(document: Document, who: str, time: datetime) -> Edit:
    """The mark that signs a document as it stands for the next stage.

    :raises ValueError: there is none, or what was signed is no longer what it says.
    """
    now = standing(document)
    if not now.fits or now.stage is Stage.PUBLISHED:
        raise ValueError("no further step")
    signed = Signed(Stage(now.stage + 1), who.strip(), time, digest(document))
    text = msgspec.json.encode((*now.steps, signed)).decode()
    change = SettingChange(KEY, document.settings.get(KEY, ""), text)
    return Edit(f"签批：{signed.stage.title}", SIGNOFF, (change,))


def send_back(document: Document, reason: str) -> Edit:
    """The mark that unlocks a document, for a reason."""
    old, words = document.settings.get(REASON, ""), " ".join(reason.split())
    changes = [SettingChange(KEY, document.settings.get(KEY, ""), "")]
    if old != words:
        changes.append(SettingChange(REASON, old, words))
    return Edit(f"退回编制：{words}", SIGNOFF, tuple(changes))


def reason_problem(reason: str) -> str:
    """Why these words are no reason, as a sentence; "" when they are."""
    words = " ".join(reason.split())
    if not words:
        return "请写明退回编制的原因。"
    return f"原因最多 {MOST} 字，请删去 {len(words) - MOST} 字。" if len(words) > MOST else ""
