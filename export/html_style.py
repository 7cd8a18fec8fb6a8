"""The web page's look, on screens of any width and on paper."""

from __future__ import annotations

_WIDTHS = "".join(f"col.w{share}{{width:{share * 5}%}}" for share in range(1, 20))
_INDENTS = "".join(f".form .i{depth}{{padding-left:{depth + 0.4:g}em}}" for depth in range(1, 7))

STYLE = f"""
*{{box-sizing:border-box}}
html{{color:#1f2733;background:#eef1f5;font:16px/1.8 "Microsoft YaHei","PingFang SC","Noto Sans SC","黑体",sans-serif}}
body{{margin:0}}
main,nav,header.cover,footer,.draft{{max-width:60rem;margin:0 auto;padding:1.5rem 2rem;background:#fff}}
header.cover{{text-align:center;padding-top:4rem}}
h1,h2{{text-align:center;line-height:1.4;text-wrap:balance}}
h1{{font-family:"方正小标宋简体","FZXiaoBiaoSong-B05S","Noto Serif SC","宋体",SimSun,serif;font-size:2.1rem}}
h2{{font-size:1.5rem;margin:3rem 0 1.5rem}}
nav h2{{margin-top:1rem}}
h3{{font-size:1.2rem;margin:2.5rem 0 1rem}}
h4,h5,h6{{font-size:1.05rem;margin:1.5rem 0 .5rem}}
.paper h3,.paper h4{{text-align:center}}
p{{margin:.4rem 0;text-indent:2em;text-align:justify}}
header.cover p,p.note,p.foot,p.caption,p.sheet{{text-indent:0}}
.cover .department{{font-size:1.3rem;text-align:center}}
.cover dl{{display:grid;grid-template-columns:auto auto;justify-content:center;gap:.3rem 1.5rem;margin:2rem 0 0}}
.cover dt{{text-align:right;color:#5b6675}}.cover dd{{margin:0;text-align:left}}
p.note,p.foot,p.sheet,footer{{font-size:.85rem;color:#4a5565}}
p.caption,footer{{text-align:center}}
ul.items,nav ol{{list-style:none;margin:.4rem 0;padding:0}}
ul.items li{{padding-left:2em}}
nav ol ol{{padding-left:2em}}
nav a{{color:inherit;text-decoration:none}}
nav a:hover,nav a:focus{{color:#1f5fa8;text-decoration:underline}}
nav>ol>li>a{{font-weight:bold}}
a.skip{{position:absolute;left:-99rem;top:0;padding:.5rem 1rem;background:#1f5fa8;color:#fff}}
a.skip:focus{{left:0}}
.heard{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
.draft{{text-align:center;color:#a3161c;border-bottom:2px solid #c0272d;font-weight:bold;letter-spacing:.2em}}
.watermark{{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;z-index:1;
 font-size:min(11vw,6rem);color:#c0272d;opacity:.09;transform:rotate(-30deg);pointer-events:none;white-space:nowrap}}
.table{{overflow-x:auto;position:relative;margin:1rem 0 .5rem}}
table{{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.5}}
caption{{padding:.3rem 0;text-align:left}}
caption span+span+span{{float:right}}
.grid caption{{text-align:center}}
th,td{{border:1px solid #6a7686;padding:.25rem .4rem;vertical-align:middle}}
th{{font-weight:normal;text-align:left}}
thead th{{font-weight:bold;text-align:center;background:#eef2f7}}
thead th.number{{font-weight:normal;background:none;color:#5b6675}}
.grid tbody th{{background:#f5f7fa;text-align:center}}
td.n{{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}}
.m{{text-align:center}}td.c{{white-space:nowrap}}.b{{font-weight:bold}}
.form{{min-width:40rem}}.form.wide{{min-width:60rem}}.grid{{table-layout:fixed;min-width:40rem}}
.grid td,.grid th{{overflow-wrap:anywhere}}
{_INDENTS}{_WIDTHS}
sup.mark{{color:#a3161c;font-weight:bold}}
figure{{margin:1.5rem 0;text-align:center}}
svg{{max-width:100%;height:auto}}
figcaption{{font-size:.95rem}}
details{{font-size:.86rem}}summary{{cursor:pointer;color:#1f5fa8}}
table.data{{width:auto;margin:.5rem auto}}table.data caption{{text-align:center}}
@media (max-width:40rem){{main,nav,header.cover,footer,.draft{{padding:1rem}}h1{{font-size:1.5rem}}}}
@page{{size:A4;margin:20mm 18mm}}
@page wide{{size:A4 landscape;margin:18mm}}
@media print{{
html{{background:none;font-size:10.5pt}}
main,nav,header.cover,footer,.draft{{max-width:none;padding:0}}
a.skip,details,footer{{display:none}}
nav,section.part,section.paper{{break-before:page}}
section.part>h2+section.paper{{break-before:auto}}
section.landscape{{page:wide}}
h2,h3,h4,h5,figure{{break-after:avoid}}figure,tr{{break-inside:avoid}}
.table{{overflow:visible}}.form,.form.wide,.grid{{min-width:0}}
thead{{display:table-header-group}}thead th,.grid tbody th{{background:none}}
}}
""".strip()
"""A style sheet, to stand in the page itself."""
