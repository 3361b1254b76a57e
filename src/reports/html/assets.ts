/** Of the page; nothing is fetched, so only fonts that are there. */
export const style = `
:root{--ink:#1b1f24;--soft:#5b6570;--line:#d9dee4;--paper:#fff;--band:#f5f7f9;--good:#2c7a4b;--bad:#b3261e;--warn:#9a6700;--blue:#3b73c4;--grey:#8a939d}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4ae;--line:#343b43;--paper:#15181c;--band:#1d2126;--good:#5cb883;--bad:#f2837a;--warn:#e0b04c;--blue:#7aa8ea;--grey:#6c757f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1100px;padding:24px;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:32px 0 8px;border-bottom:1px solid var(--line)}
header p,.key,.tools,#detail,footer{color:var(--soft)}
.outcome{display:inline-block;padding:2px 10px;border-radius:4px;color:#fff;background:var(--grey)}
.outcome.good{background:#2c7a4b}.outcome.bad{background:#b3261e}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:500}td:first-child,td code{overflow-wrap:break-word}td:nth-child(2){min-width:13em}
code,pre{font:13px/1.45 ui-monospace,monospace}pre,blockquote{margin:6px 0;padding:8px 12px;background:var(--band);white-space:pre-wrap;overflow-wrap:anywhere}
.fail b,tr.fail td:first-child{color:var(--bad)}.warn td:first-child,.unknown td:first-child{color:var(--warn)}.pass td:first-child,.ok td:first-child{color:var(--good)}
.fall{display:flex;border:1px solid var(--line)}.names{flex:0 0 220px;border-right:1px solid var(--line);font-size:12px}
.names div{height:18px;line-height:18px;padding:0 8px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.names .critical{font-weight:600}
.scroll{flex:1;overflow-x:auto}svg{display:block}svg line{stroke:var(--line)}svg text{font-size:11px;fill:var(--soft)}
.create{fill:var(--good);background:var(--good)}.update{fill:var(--blue);background:var(--blue)}.delete{fill:var(--grey);background:var(--grey)}.other{fill:var(--grey)}
.failed{fill:var(--bad);background:var(--bad)}.open{fill:var(--warn);background:var(--warn)}rect.critical{stroke:var(--ink);stroke-width:1.5}
rect:hover{opacity:.7}.only rect:not(.critical){opacity:.15}
.key i{display:inline-block;width:12px;height:12px;border-radius:2px;margin:0 4px 0 10px;vertical-align:-1px}.key i:first-child{margin-left:0}.outlined{border:1.5px solid var(--ink)}
#detail{min-height:3em;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0;font-size:11px}.tools{display:none}.scroll{overflow:visible}tr,blockquote{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact}}
`;

/** Of the page: zoom, the critical path alone, what is under the pointer, and everything unfolded on paper. */
export const script = `
const by = (id) => document.getElementById(id), chart = by('chart'), detail = by('detail');
if (chart) {
  by('zoom').addEventListener('input', (event) => chart.setAttribute('width', event.target.value * 100 + '%'));
  by('only').addEventListener('change', (event) => by('fall').classList.toggle('only', event.target.checked));
  chart.addEventListener('mouseover', ({ target }) => {
    const title = target.querySelector('title');
    if (title) detail.textContent = title.textContent;
  });
}
const folded = document.querySelectorAll('details');
addEventListener('beforeprint', () => {
  if (chart) chart.setAttribute('width', '100%');
  for (const one of folded) one.open = true;
});
`;
