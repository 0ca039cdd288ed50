/** Drawings. From 1040 px on, the lanes' names stand to the left of the drawing, in its margin. */
export const TIMELINE = `
figcaption{color:var(--muted);font-size:.875rem;margin-top:.5rem}
.timeline{margin:1.75rem 0 1rem}
.timeline svg{display:block;width:100%;overflow:visible}
.timeline .wide{display:none}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .tick{fill:var(--muted)}
svg .flag{fill:var(--ink);font-weight:600}
svg .flag.promised{fill:var(--muted);font-weight:400}
svg .lane-name{font-weight:600}
svg .empty{fill:var(--muted)}
.bar{fill:var(--tint);stroke:var(--tone);stroke-width:1}
.bar.idle{stroke-dasharray:3 3}
pattern .good,pattern .saved,pattern .changing,pattern .bad{stroke:var(--tone);fill:none}
pattern .idle{fill:var(--tone)}
.mark{fill:var(--tone);stroke:var(--paper);stroke-width:1.5}
.mark .cross{stroke:var(--paper);stroke-width:1.8;fill:none}
.mark .ring{fill:var(--paper);stroke:var(--tone);stroke-width:2}
.leader{stroke:var(--strong-line);stroke-width:1}
.between{stroke:var(--line);stroke-width:1}
.grid{stroke:var(--line);stroke-width:1}
.enlarged{stroke:var(--strong-line);stroke-width:4}
.seam{stroke:var(--strong-line);stroke-width:1;stroke-dasharray:1 4}
svg :is(.label,.tick,.flag,.lane-name){paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.disaster{stroke:var(--ink);stroke-width:1.5}
.promised{stroke:var(--strong-line);stroke-width:1.5;stroke-dasharray:5 4}
.legend{display:flex;flex-wrap:wrap;gap:.5rem 1.75rem;margin-top:1rem;font-size:.875rem;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:.6rem}
@media (min-width:1040px){
.timeline .narrow{display:none}
.timeline .wide{display:block;width:calc(100% - 116px);margin-left:116px}
.timeline figcaption{margin-left:116px}
}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:2rem 3.5rem;align-items:start;margin-top:1.75rem}
.curves figcaption{color:var(--ink);font-weight:600;font-size:1rem;margin:0 0 .75rem}
.curves>svg{display:block;width:calc(100% - 48px);margin-left:44px;overflow:visible}
.curve{fill:none;stroke:var(--muted);stroke-width:1.5}
.curve.ours{stroke:var(--accent);stroke-width:3}
.numeral circle{fill:var(--paper);stroke:var(--muted);stroke-width:1.25}
.numeral.ours circle{fill:var(--accent);stroke:var(--accent)}
svg .numeral text{font-size:11px;font-weight:600}
svg .numeral.ours text{fill:var(--paper)}
`;
