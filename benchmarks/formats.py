"""How fast each format is read and how much memory that takes, beside the usual libraries.

    python benchmarks/formats.py [--runs 3] [FILE …]

Prints a Markdown table for ``docs/formats.md``. Without files a sample report is saved as docx, doc, rtf, odt, pdf
(LibreOffice) and ofd first, and its first page as a picture. Every reading runs in a process of its own: time is that
of the reading alone (imports done, median of the runs), memory the peak of the whole process. A reader whose library
is absent is named as such (``pip install '.[bench]'``).

A format joins by one line in ``READERS``: extension → (name, what is run in the process).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "01-chengyu-city-2023.txt"

OURS = """
from checker.api import Checker
from checker.reading.formats.registry import read_raw
lexicon = Checker().lexicon
run = lambda: len(read_raw(path, open(path, "rb").read(), lexicon).text)
"""
PDFPLUMBER = """
import pdfplumber
def run():
    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_text() or "") for page in pdf.pages)
"""
DOCX2PYTHON = """
from docx2python import docx2python
def run():
    with docx2python(path) as document:
        return len(document.text)
"""
OFDKIT = """
import ofdkit
def run():
    with ofdkit.OFDDocument(path) as document:
        return len(document.text())
"""
SOFFICE = """
import subprocess, tempfile, pathlib
def run():
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(tempfile.gettempdir()) / "checker-benchmark-office"
        profile = "-env:UserInstallation=" + home.as_uri()
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        subprocess.run([*command, path], check=True, capture_output=True)
        return sum(len(file.read_text("utf-8")) for file in pathlib.Path(folder).glob("*.txt"))
"""
READERS: dict[str, Sequence[tuple[str, str]]] = {
    ".docx": (("checker", OURS), ("docx2python", DOCX2PYTHON), ("LibreOffice 转换", SOFFICE)),
    ".pdf": (("checker", OURS), ("pdfplumber", PDFPLUMBER)),
    ".ofd": (("checker", OURS), ("ofdkit", OFDKIT)),
    ".doc": (("checker", OURS), ("LibreOffice 转换", SOFFICE)),
    ".wps": (("checker", OURS), ("LibreOffice 转换", SOFFICE)),
    ".rtf": (("checker", OURS), ("LibreOffice 转换", SOFFICE)),
    ".odt": (("checker", OURS), ("LibreOffice 转换", SOFFICE)),
    ".html": (("checker", OURS),),
    ".txt": (("checker", OURS),),
    ".png": (("checker", OURS),),
}
_PROCESS = """
import resource, statistics, sys, time
path, runs = sys.argv[1], int(sys.argv[2])
{setup}
times = []
for _ in range(runs):
    start = time.perf_counter()
    length = run()
    times.append((time.perf_counter() - start) * 1000)
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss counts the parent
peak = max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(statistics.median(times), peak / 1024, length)
"""


def measure(setup: str, path: Path, runs: int) -> tuple[float, float, int] | str:
    """Milliseconds, megabytes and characters; or why there are none."""
    command = [sys.executable, "-c", _PROCESS.format(setup=setup), str(path), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["?"])[-1]
    time, memory, length = done.stdout.split()[-3:]
    return float(time), float(memory), int(length)


def samples(folder: Path) -> list[Path]:
    """One report in several formats."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from ofd_writer import as_ofd
    from papers import as_docx, parts_of, print_docx

    from checker.api import Checker, read_document

    parts = parts_of(read_document(str(SEED), SEED.read_bytes(), Checker().lexicon))
    word = folder / "report.docx"
    word.write_bytes(as_docx(parts))
    (folder / "report.ofd").write_bytes(as_ofd(parts))
    print_docx(Path("soffice"), [word], folder)
    for form in ("doc:MS Word 97", "rtf:Rich Text Format", "odt"):
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, capture_output=True)
    scan = folder / "report.png"
    _first_page(folder / "report.pdf", scan)
    return [*(folder / f"report.{name}" for name in ("docx", "doc", "rtf", "odt", "pdf", "ofd")), SEED, scan]


def _first_page(paper: Path, picture: Path) -> None:
    """The first page as a scanner gives it: 200 dots an inch."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(paper)
    document[0].render(scale=200 / 72).to_pil().save(picture)
    document.close()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = chosen.files or samples(Path(folder))
        print("| 格式 | 读法 | 毫秒 | 峰值内存 MB | 字数 |\n|---|---|---:|---:|---:|")
        for path in files:
            for name, setup in READERS.get(path.suffix.lower(), (("checker", OURS),)):
                found = measure(setup, path, chosen.runs)
                shown = found if isinstance(found, str) else f"{found[0]:.0f} | {found[1]:.0f} | {found[2]}"
                print(f"| {path.suffix[1:]} | {name} | {shown} |" + (" | |" if isinstance(found, str) else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
