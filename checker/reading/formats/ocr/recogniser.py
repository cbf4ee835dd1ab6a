"""What reads a strip of text in a picture, and where strips are: RapidOCR with the models inside its package.

Nothing is fetched: the models are named by path, and one that is missing is an error. The number of threads is fixed,
so that a page gives the same signs on every machine of one kind.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from checker.errors import ReadingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Corners = NDArray[np.float32]

__all__ = ["Corners", "Pixels", "RapidRecogniser", "Reading", "Recogniser", "Sign", "shared"]

_THREADS = 2
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_FIND_SIDE = 1500  # pixels of the long side that strips are looked for in; more finds no more
_BATCH = 6


@dataclass(frozen=True, slots=True)
class Sign:
    """One recognised character: where its centre stands in the strip, and how sure it is (both 0..1)."""

    text: str
    at: float
    sure: float
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a strip says, blanks left out; ``sure`` is the mean over its signs, 0 for an empty one."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(s.text for s in self.signs)

    @property
    def sure(self) -> float:
        """How sure the recognition is of the whole."""
        return sum(s.sure for s in self.signs) / len(self.signs) if self.signs else 0.0


class Recogniser(Protocol):
    """Finds strips of text in a picture and reads them."""

    def find(self, pixels: Pixels) -> list[Corners]:
        """Corners (4 by 2, x and y in pixels) of each strip: top left, top right, bottom right, bottom left."""

    def read(self, strips: Sequence[Pixels]) -> list[Reading]:
        """What each strip says; strips are upright and may differ in size."""


class RapidRecogniser:
    """RapidOCR on onnxruntime."""

    def __init__(self) -> None:
        """Load the models (a second, 200 MB)."""
        import rapidocr

        folder = Path(rapidocr.__file__).parent / "models"
        for model in _MODELS.values():
            if not (folder / model).is_file():
                msg = (
                    f"文字识别组件不完整(缺少模型 {model});请重新安装:"
                    "pip install --force-reinstall 'fazhi-checker[ocr]'"
                )
                raise ReadingError(msg, "")
        params: dict[str, Any] = {
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Global.return_word_box": True,
            "Global.text_score": 0.0,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.rec_batch_num": _BATCH,
            **{f"{part}.model_path": str(folder / model) for part, model in _MODELS.items()},
        }
        self._engine = rapidocr.RapidOCR(params=params)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)

    def find(self, pixels: Pixels) -> list[Corners]:
        """See ``Recogniser``. Large pictures are looked through in a smaller copy."""
        import cv2
        import numpy as np
        from rapidocr.main import RapidOCRError

        scale = min(1.0, _FIND_SIDE / max(pixels.shape[:2]))
        small = pixels if scale == 1.0 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        try:
            _, found = self._engine.detect_and_crop(np.ascontiguousarray(small[:, :, ::-1]), {})
        except RapidOCRError:
            return []  # that is how it says that there is none
        if found.boxes is None:
            return []
        return [np.asarray(box, dtype=np.float32) / np.float32(scale) for box in found.boxes]

    def read(self, strips: Sequence[Pixels]) -> list[Reading]:
        """See ``Recogniser``."""
        import numpy as np

        if not strips:
            return []
        found = self._engine.recognize_txt([np.ascontiguousarray(s[:, :, ::-1]) for s in strips])
        return [_reading(text, words) for text, words in zip(found.txts or (), found.word_results, strict=True)]


def _reading(text: str, words: Any) -> Reading:  # noqa: ANN401 - a class of the library
    """One strip in our terms. The library's columns leave blanks out, its confidences do not."""
    columns = iter([column for group in words.word_cols for column in group])
    signs: list[Sign] = []
    blank = False
    for char, sure in zip(text, words.confs, strict=False):
        if char.isspace():
            blank = True
            continue
        column = next(columns, None)
        if column is None:
            break
        at = min(1.0, (column + 0.5) / max(1.0, words.line_txt_len))
        signs.append(Sign(char, at, float(sure), blank))
        blank = False
    return Reading(tuple(signs))


@cache
def shared() -> Recogniser:
    """The recogniser of this process: loaded once.

    Raises:
        ReadingError: A model is missing.
    """
    return RapidRecogniser()
