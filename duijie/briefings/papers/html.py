"""The briefing as one HTML file that needs nothing else; each number is a link to its row of the trace."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from duijie.briefings.papers.chart import svg_of
from duijie.briefings.papers.sheet import ABOUT, HEADS, TRACE, Sheet, figure_words, source_lines
from duijie.briefings.types import Part, Piece

_STYLE = """
:root{color-scheme:light}body{max-width:42rem;margin:2rem auto;padding:0 1rem;line-height:1.9;color:#1b1b1b;background:#fff;
font-family:"FangSong","STFangsong","Noto Serif SC","Songti SC",serif;font-size:1.1rem}
.series{color:#c00000;text-align:center;font-size:2.2rem;letter-spacing:.1em;margin:0}.number{text-align:center;margin:.2rem}
.line{display:flex;flex-wrap:wrap;justify-content:space-between;border-bottom:2px solid #c00000;margin:0 0 1.5rem}
h1{text-align:center;font-size:1.5rem;font-weight:normal}h2,h3,figcaption,caption,th{font-family:"SimHei","Noto Sans SC","Heiti SC",sans-serif;font-weight:normal}
h2,h3{font-size:1.1rem;margin:1rem 0 0;text-indent:2em}p{margin:0;text-indent:2em}p.plain{text-indent:0}
a{color:inherit;text-decoration-color:#2f6f9f;text-underline-offset:.2em}:target{background:#fff3c4}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.95rem}td,th{border:1px solid #777;padding:.2rem .5rem;vertical-align:top}
td+td{text-align:right}.trace td{font-size:.8rem;line-height:1.5;overflow-wrap:anywhere}.trace td:nth-child(2),.trace td:nth-child(4){text-align:left}
figure{margin:1rem 0;text-align:center}svg{max-width:100%;height:auto}.foot{border-block:1px solid;margin-top:2rem}.right{text-align:right}
"""


def html_of(sheet: Sheet) -> str:
    """The file."""
    composed, say = sheet.composed, sheet.say
    code = "zh-Hans" if composed.language == "zh" else "en"
    foot = "".join(f'<p class="plain">{escape(label)}{escape(names)}</p>' for label, names in sheet.receivers)
    rows = "".join(
        f'<tr id="t{one.number}"><td>{one.number}</td><td>{escape(figure_words(one, composed))}</td><td>{escape(one.value)}</td>'
        f"<td>{'<br>'.join(map(escape, source_lines(one, composed.language)))}</td></tr>"
        for one in composed.figures
    )
    heads = "".join(f'<th scope="col">{escape(say(one))}</th>' for one in HEADS)
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(composed.title)}</title><style>{_STYLE}</style></head><body><header>"
        f'<p class="series plain">{escape(composed.series)}</p><p class="number plain">{escape(sheet.number_line)}</p>'
        f'<p class="line plain"><span>{escape(composed.office)}</span><span>{escape(sheet.day)}</span></p></header>'
        f"<main><h1>{escape(composed.title)}</h1>{''.join(map(_part, composed.parts))}"
        f'<p class="right plain">{escape(sheet.signature)}</p></main>'
        f'<footer><div class="foot">{foot}</div><p class="right plain">{escape(sheet.copies)}</p>'
        f'<h2 id="trace">{escape(say(TRACE))}</h2><p class="plain">{escape(say(ABOUT))}</p>'
        f'<table class="trace"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></footer></body></html>\n'
    )


def _part(part: Part) -> str:
    said = _pieces(part.pieces)
    match part.kind:
        case "heading":
            return f"<h{part.level + 1}>{said}</h{part.level + 1}>"
        case "table":
            heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in part.heads)
            rows = "".join(
                f"<tr>{''.join(f'<td>{_pieces([cell])}</td>' for cell in row)}</tr>" for row in part.rows
            )
            return f"<table><caption>{said}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        case "chart":
            return f"<figure><figcaption>{said}</figcaption>{svg_of(part.text, part.bars)}</figure>"
    return f"<p>{said}</p>"


def _pieces(pieces: Iterable[Piece]) -> str:
    return "".join(
        f'<a href="#t{one.number}">{escape(one.text)}</a>' if one.number else escape(one.text)
        for one in pieces
    )
