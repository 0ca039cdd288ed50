/**
 * One accent, the blue of a pilot light, and one colour for what failed; all else is ink on paper. Texts have at least 4.5 : 1
 * on what they stand on, lines and shapes 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11), in light and in dark.
 */
const LIGHT = `
color-scheme:light;
--paper:#fcfbf9;--raised:#f4f2ee;--ink:#1c2226;--muted:#566067;--line:#dedbd5;--strong-line:#8a8f93;
--accent:#1a5a9e;--accent-tint:#d9e7f7;--accent-faint:#eef4fb;
--bad:#a1271c;--bad-tint:#fadfda;--bad-faint:#fdf1ee;
--quiet:#6f7a82;--quiet-tint:#e9ebec;
`;

const DARK = `
color-scheme:dark;
--paper:#13171a;--raised:#1d2328;--ink:#e5e8ea;--muted:#a3adb4;--line:#30383e;--strong-line:#7b868d;
--accent:#82b7f0;--accent-tint:#1d3a58;--accent-faint:#19242f;
--bad:#f2998b;--bad-tint:#552721;--bad-faint:#2a1b19;
--quiet:#8b969e;--quiet-tint:#2a3238;
`;

/** The tones of bars and marks: what they are filled with, and what they are drawn with. */
const TONES = `
.good{--tint:var(--quiet-tint);--tone:var(--quiet)}
.saved{--tint:var(--accent-tint);--tone:var(--accent)}
.changing{--tint:var(--accent-faint);--tone:var(--accent)}
.bad{--tint:var(--bad-tint);--tone:var(--bad)}
.idle{--tint:var(--paper);--tone:var(--quiet)}
`;

export const PALETTE = `
:root{${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{${LIGHT}}}
${TONES}`;
