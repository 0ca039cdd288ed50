/** The scenarios one by one. */
export const SCENARIOS = `
article{margin-top:3.5rem;padding-top:2rem;border-top:2px solid var(--ink);scroll-margin-top:1rem}
article.failed{border-top-color:var(--bad)}
article header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 1.5rem;margin-bottom:.5rem}
article header code{color:var(--muted)}
.domain{overflow-wrap:anywhere}
.failure{border-left:4px solid var(--bad);background:var(--bad-faint);padding:1rem 1.25rem 1.25rem;margin-top:1.5rem}
.failure h4{margin:0 0 .6rem;color:var(--bad)}
:is(.failure,.failed) dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem}
:is(.failure,.failed) dt{color:var(--muted)}
:is(.failure,.failed) dd{overflow-wrap:anywhere}
:is(.failure,.failed) .command{background:var(--paper);max-width:none;margin:0;padding:.35rem .7rem}
.last-calls{margin-top:.75rem}
.as-written{white-space:pre-wrap}
.calls{font-size:.8125rem}
.numbers p{font-size:.9375rem;margin-top:.75rem}
.outages{display:grid;gap:.6rem}
.outages div{display:grid;grid-template-columns:8rem 7.5rem 1fr;align-items:center}
.outages dt{color:var(--muted);font-size:.9375rem}
.outages dd{font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
.outages .length span{display:block;height:14px;background:var(--accent)}
.outages .beyond .length span{background:repeating-linear-gradient(135deg,var(--bad) 0 4px,var(--bad-tint) 4px 7px);border:1px solid var(--bad)}
.workload-part+.workload-part{margin-top:4rem}
.outages .promise .length span{background:none;border:1.5px dashed var(--strong-line)}
.outages .promise dd{font-weight:400}
.outages{max-width:44rem}
.steps{display:flex;flex-wrap:wrap;gap:1rem 2rem;margin-top:1.75rem}
.steps div{display:flex;flex-direction:column-reverse;justify-content:flex-end;flex:1 1 9rem;border-top:2px solid var(--line);padding-top:.5rem}
.steps dt{font-weight:600;font-size:.9375rem}
.steps dt span{display:block;color:var(--muted);font-weight:400;font-size:.8125rem;line-height:1.35}
.steps dd{font-variant-numeric:tabular-nums;font-size:1.25rem;line-height:1.35}
.messages li{border-top:1px solid var(--line)}
.messages li:last-child{border-bottom:1px solid var(--line)}
.messages .when{display:inline-block;min-width:7.5rem;color:var(--muted);font-weight:400;font-variant-numeric:tabular-nums}
.messages .to{color:var(--muted);font-size:.875rem}
.messages pre{background:var(--raised);border-radius:6px;padding:1rem 1.1rem;margin:.4rem 0 1rem;font-size:.8125rem;line-height:1.5}
.expectations{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.25rem 3.5rem}
.expectations li{position:relative;padding-left:1.6rem;margin-top:.35rem;line-height:1.45;overflow-wrap:anywhere}
.expectations li::before{position:absolute;left:0;font-weight:700;content:"✓" / "";color:var(--accent)}
.expectations .not-held::before{content:"✕" / "";color:var(--bad)}
.expectations .unknown::before{content:"?" / "";color:var(--muted)}
.expectations li span{color:var(--muted);font-size:.8125rem}
.expectations .not-held span{color:var(--bad);font-weight:650}
.call-log,.lane-events,.words{margin-top:1.25rem}
.words div{display:grid;grid-template-columns:10rem 1fr;gap:0 1rem;padding:.3rem 0}
.words dt{font-weight:600}
.words dl{font-size:.9375rem;max-width:52rem}
.up{margin-top:1.5rem;font-size:.875rem}
@media (max-width:699px){
:is(.failure,.failed) dl{grid-template-columns:1fr;gap:0}
:is(.failure,.failed) dd{margin-bottom:.5rem}
.outages div{grid-template-columns:1fr auto}
.outages .length{grid-column:1/-1}
.messages .when{min-width:0;padding-right:.5rem}
.messages summary{padding:.6rem 0}
.words div{grid-template-columns:1fr}
.steps{display:grid;gap:.5rem}
.steps div{flex-direction:row;justify-content:space-between;gap:1rem}
.steps dd{font-size:1rem;font-weight:600;white-space:nowrap}
}
`;
