/** A row as a card: each cell says its column's title, since there is no head above it. */
function cards(selector: string): string {
  return `
${selector},${selector} :is(tbody,tr,th,td,caption){display:block}
${selector} thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
${selector} tr{padding:.8rem 0;border-top:1px solid var(--line)}
${selector} :is(th,td){border:0;padding:.1rem 0;text-align:left}
${selector} tbody th{padding-bottom:.3rem}
${selector} td{display:grid;grid-template-columns:6.5rem 1fr;gap:.75rem}
${selector} td::before{content:attr(data-title);color:var(--muted);font-size:.8125rem;font-weight:400;line-height:1.75;white-space:normal}
`;
}

/** Tables; where the screen is too narrow for one, a list of cards. */
export const TABLES = `
table{border-collapse:collapse;width:100%;margin-top:1.25rem;font-size:.9375rem;line-height:1.4}
caption{text-align:left;font-weight:600;padding-bottom:.4rem;overflow-wrap:anywhere}
th,td{text-align:left;vertical-align:top;padding:.55rem .9rem .55rem 0;border-top:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
thead th{border-top:0;color:var(--muted);font-size:.8125rem;line-height:1.3;vertical-align:bottom;overflow-wrap:normal}
.number{text-align:right;font-variant-numeric:tabular-nums}
td.number,th.number{white-space:nowrap}
thead th.number{white-space:normal}
td>div{min-width:0}
.meanings{margin-top:.75rem;color:var(--muted);font-size:.875rem}
.overview tbody th{min-width:12rem}
.overview td.number{min-width:5rem}
.overview td:nth-child(3){font-weight:650}
.overview .beyond{display:block;color:var(--bad);font-size:.75rem;font-weight:400;line-height:1.25;white-space:normal}
.overview tr.failed{background:var(--bad-faint)}
.overview tr.failed th{border-left:4px solid var(--bad);padding-left:.7rem}
.workload{display:block;color:var(--muted);font-size:.875rem}
.verdict{white-space:nowrap;font-weight:600}
.verdict.failed{color:var(--bad)}
.verdict.passed{color:var(--accent)}
.designs .ours :is(th,td){font-weight:650}
.designs .design{display:flex;gap:.75rem;align-items:center}
.designs tbody th{min-width:15rem}
.designs .means{display:block;color:var(--muted);font-size:.8125rem;font-weight:400;line-height:1.35}
.sample{flex:none}
.limits{max-width:48rem}
.limits td:last-child{font-weight:650}
.limits thead th:last-child{max-width:11rem}
.spent td:last-child{width:38%}
.waterfall{display:block;padding:.3rem 0}
.waterfall span{display:block;height:.75rem;min-width:2px;background:var(--accent);border-radius:1px}
.assumptions tbody th{min-width:11rem}
.assumptions td:nth-child(2){min-width:7rem}
.assumptions td:nth-child(3){width:52%}
.panels table{margin-top:0}
.events,.call-rows{font-size:.875rem}
.events tbody th{white-space:nowrap}
.events td:nth-child(2){min-width:8rem}
.events td:nth-child(4){width:50%}
.scroll{max-height:30rem;overflow-y:auto;position:relative}
@media (max-width:1039px){
${cards(".overview")}
.overview tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(5.75rem,1fr));gap:.35rem .75rem}
.overview tbody th{grid-column:1/-1;padding:0;min-width:0}
.overview td{display:block}
.overview td::before{display:block;line-height:1.4}
.overview td:nth-child(2){grid-column:1/-1}
.overview td:nth-child(2)::before{content:none}
.overview tr.failed{border-left:4px solid var(--bad);padding-left:.8rem}
.overview tr.failed th{border-left:0;padding-left:0}
}
@media (min-width:700px) and (max-width:1039px){
.overview tr{grid-template-columns:repeat(4,1fr)}
}
@media (max-width:699px){
${cards(":where(.data:not(.overview,.spent))")}
.designs tbody th{min-width:0}
:is(.designs,.limits) td{grid-template-columns:1fr auto}
:is(.designs,.limits) td::before{text-align:left}
.assumptions tbody th{font-weight:600}
.events,.call-rows{margin-top:1rem}
:is(.events,.call-rows) tr{padding:.45rem 0}
:is(.events,.call-rows) tbody th{font-weight:600}
:is(.events,.call-rows) :is(td,td>div){display:inline}
:is(.events,.call-rows) td::before{content:none}
:is(.events,.call-rows) td:nth-child(n+3)::before{content:" · "}
.spent td:last-child{width:30%}
}
`;
