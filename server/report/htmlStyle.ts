/** The style sheet of the HTML report: for the screen in light and dark, and for paper. No font or picture is fetched. */
export const htmlStyle = `
:root { color-scheme: light dark; --text: #1d1d1f; --soft: #55585e; --paper: #fff; --band: #f4f4f2; --rule: #d5d5d1;
  --convergence: #1a6fb5; --divergence: #a85200; --undetermined: #666; --silence: #7a4bd1; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --soft: #a8abb2; --paper: #1c1d20; --band: #26282c; --rule: #43464c;
  --convergence: #6cb6ff; --divergence: #ff9e4a; --undetermined: #a6a6a6; --silence: #c3a1ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; color: var(--text); background: var(--paper);
  font: 1rem/1.55 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; }
:lang(zh) body { font-family: "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
h1, h2, h3, th, nav, .facts, .source, .legend, svg text, summary, .reading, .counts
  { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--text); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--convergence); outline-offset: 2px; }
.soft, .source, .facts, .reading, figcaption { color: var(--soft); }
.source, .facts, .reading { font-size: .85rem; }
dl.essays { display: grid; grid-template-columns: 1fr 1fr; gap: .25rem 1.5rem; margin: 1rem 0; }
dl.essays div { border-left: 3px solid var(--rule); padding-left: .75rem; }
dt { font-weight: 600; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; overflow-wrap: anywhere; }
table.counts td, table.counts th { padding: .3rem .6rem; border-bottom: 1px solid var(--rule); }
table.counts td:not(:first-child), table.counts th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
table.links { table-layout: fixed; margin-top: .5rem; }
table.links thead th { padding: .35rem .75rem; border-bottom: 2px solid var(--rule); font-size: .85rem; }
table.links th[scope=rowgroup] { padding: .9rem .75rem .2rem; font-weight: 600; border-top: 1px solid var(--rule); }
table.links td { padding: .3rem .75rem; }
table.links tr:last-child td { padding-bottom: .9rem; }
table.links p { margin: 0 0 .3rem; }
table.links tbody:first-of-type th[scope=rowgroup] { border-top: 0; }
tbody.convergence td.quote { border-left: 3px solid var(--convergence); }
tbody.divergence td.quote { border-left: 3px dashed var(--divergence); }
tbody.undetermined td.quote { border-left: 3px dotted var(--undetermined); }
tbody:target, li:target { background: var(--band); }
.sign { display: inline-block; min-width: 1.2em; font-weight: 700; }
.convergence .sign { color: var(--convergence); } .divergence .sign { color: var(--divergence); }
.undetermined .sign { color: var(--undetermined); } .silence .sign { color: var(--silence); }
p.remark { border-left: 3px double var(--rule); padding-left: .6rem; }
blockquote { margin: 0 0 .4rem; unicode-bidi: isolate; }
blockquote p { margin: 0; }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; padding: .2rem 0; }
figure { margin: 1.25rem 0; }
svg.overview { width: 100%; max-width: 760px; height: auto; display: block; margin: 0 auto; }
svg text { fill: var(--text); font-size: 11px; } svg text.section { fill: var(--soft); font-size: 10px; } svg text.essay { font-weight: 600; }
svg .column { fill: var(--band); stroke: var(--rule); } svg path.section { stroke: var(--soft); stroke-width: 1; opacity: .6; }
svg .area { opacity: .16; } svg .line { fill: none; stroke-width: 1.4; }
svg .convergence .area { fill: var(--convergence); } svg .convergence .line { stroke: var(--convergence); }
svg .divergence .area { fill: var(--divergence); } svg .divergence .line { stroke: var(--divergence); stroke-dasharray: 6 3; }
svg .undetermined .area { fill: var(--undetermined); } svg .undetermined .line { stroke: var(--undetermined); stroke-dasharray: 1.5 3; }
svg .silence circle { fill: var(--paper); stroke: var(--silence); stroke-width: 1.6; }
svg a:hover .area { opacity: .4; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { dl.essays { grid-template-columns: 1fr; } }
@media (forced-colors: active) { svg .line { stroke: CanvasText; } svg .area { fill: CanvasText; } svg text { fill: CanvasText; } }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --paper: #fff; --band: #f4f4f2; --rule: #bbb;
    --convergence: #1a6fb5; --divergence: #a85200; --undetermined: #666; --silence: #7a4bd1; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.4; }
  nav, summary { display: none; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  h2 { break-before: page; } section:first-of-type > h2 { break-before: auto; }
  h2, h3, th { break-after: avoid; }
  tr, li, figure { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
}
`;
