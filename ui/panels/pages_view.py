"""The pages of a PDF one below the other, drawn when they come into view."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme

if TYPE_CHECKING:
    from export.preview import PdfPages

GAP = 16
MARGIN = 22
KEPT = 8
"""So many drawn pages are kept."""
SCREEN_DPI = 96
POINTS = 72
SMALLEST, LARGEST = 0.25, 4.0
STEP = 1.2


class PagesView(QAbstractScrollArea):
    """``page_shown`` brings the 0-based page in the middle; ``zoom_changed`` the zoom, 1.0 being real size."""

    page_shown = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[int] = []
        self._drawn: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._zoom = 1.0
        self._fits = True
        self._page = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览的页面")
        self.viewport().setStyleSheet("background: #dfe4ea;")
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def set_pages(self, pages: PdfPages | None) -> None:
        """Show these pages from the first; the old ones are let go of."""
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._sizes = [pages.page_size(index) for index in range(pages.page_count)] if pages else []
        self._drawn.clear()
        self._page = -1
        self._fit() if self._fits else self._arrange()
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page at the middle of the view, 0-based."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, bisect_right(self._tops, middle) - 1)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - GAP // 2)

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is real size."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom, keeping the page in the middle."""
        self._fits = False
        self._change_zoom(zoom)

    def fit_width(self) -> None:
        """Zoom so that the widest page just fits, now and when the size changes."""
        self._fits = True
        self._fit()

    def _fit(self) -> None:
        if self._sizes:
            widest = max(width for width, _height in self._sizes)
            self._change_zoom((self.viewport().width() - 2 * MARGIN) / (widest * SCREEN_DPI / POINTS))

    def _change_zoom(self, zoom: float) -> None:
        page, part = self._anchor()
        self._zoom = max(SMALLEST, min(zoom, LARGEST))
        self._arrange()
        if self._tops:
            height = self._size(page).height() + GAP
            self.verticalScrollBar().setValue(round(self._tops[page] + part * height) if part >= 0 else 0)
        self.zoom_changed.emit(self._zoom)

    def _anchor(self) -> tuple[int, float]:
        """The page at the top of the view, and how much of it lies above; negative above the first page."""
        value = self.verticalScrollBar().value()
        page = max(0, bisect_right(self._tops, value) - 1)
        if not self._tops:
            return 0, -1.0
        return page, (value - self._tops[page]) / (self._size(page).height() + GAP)

    # -- places -------------------------------------------------------------------------------------------------------

    def _size(self, page: int) -> QSize:
        scale = self._zoom * SCREEN_DPI / POINTS
        width, height = self._sizes[page]
        return QSize(round(width * scale), round(height * scale))

    def _arrange(self) -> None:
        self._tops, top = [], GAP
        for page in range(len(self._sizes)):
            self._tops.append(top)
            top += self._size(page).height() + GAP
        widest = max((self._size(page).width() for page in range(len(self._sizes))), default=0)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(48)
        vertical.setRange(0, max(0, top - self.viewport().height()))
        horizontal.setPageStep(self.viewport().width())
        horizontal.setRange(0, max(0, widest + 2 * MARGIN - self.viewport().width()))
        self.viewport().update()

    def _box(self, page: int) -> QRect:
        size = self._size(page)
        left = max(MARGIN, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), size.width(), size.height())

    # -- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QAbstractScrollArea.paintEvent."""
        painter = QPainter(self.viewport())
        for page in range(len(self._sizes)):
            box = self._box(page)
            if box.intersects(event.rect()):
                painter.fillRect(box.translated(2, 3), QColor(0, 0, 0, 28))
                painter.drawImage(box, self._image(page))
                painter.setPen(QColor(theme.LINE))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def _image(self, page: int) -> QImage:
        scale = self._zoom * SCREEN_DPI / POINTS * self.devicePixelRatioF()
        key = (page, scale)
        if key not in self._drawn:
            assert self._pages is not None  # there are pages to paint
            self._drawn[key] = page_image(self._pages, page, scale)
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _tell_page(self) -> None:
        self.viewport().update()
        if self._sizes and self.page != self._page:
            self._page = self.page
            self.page_shown.emit(self._page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QAbstractScrollArea.resizeEvent."""
        super().resizeEvent(event)
        self._fit() if self._fits else self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QAbstractScrollArea.wheelEvent."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (STEP if event.angleDelta().y() > 0 else 1 / STEP))
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractScrollArea.keyPressEvent."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(min(self.page + 1, self.page_count - 1))
            case Qt.Key.Key_PageUp:
                self.go_to(max(self.page - 1, 0))
            case _:
                super().keyPressEvent(event)


def page_image(pages: PdfPages, page: int, scale: float) -> QImage:
    """A page drawn at ``scale`` pixels for a point."""
    width, height, data = pages.render(page, scale)
    return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
