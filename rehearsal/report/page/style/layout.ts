/** The page as a whole: its measure, its letters, its headline. Nothing moves, so there is no motion to reduce. */
export const LAYOUT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
body>header,main,footer{max-width:1200px;margin:0 auto;padding:0 clamp(16px,4vw,40px)}
main{outline:none}
section{margin-top:4.5rem}
h1,h2,h3,h4,h5,p,ul,ol,dl,pre,figure{margin:0}
h1{font-size:clamp(2rem,1.4rem + 3vw,3.25rem);line-height:1.1;letter-spacing:-.02em;font-weight:650;text-wrap:balance}
h2{font-size:1.6rem;line-height:1.2;letter-spacing:-.01em;font-weight:650;margin-bottom:.5rem}
h3{font-size:1.3rem;line-height:1.25;font-weight:650}
section>h3{margin-top:3.5rem}
section>h3+p{margin-top:.5rem}
h4{font-size:1rem;font-weight:650;margin:2rem 0 .6rem}
h5{font-size:.875rem;font-weight:600;color:var(--muted);margin:0 0 .3rem}
p{max-width:44rem}
:is(h1,h2,h3,h4,h5,p,dd,li){overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
pre{white-space:pre-wrap}
ul,ol{padding:0;list-style:none}
dd{margin:0}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
summary{cursor:pointer;font-weight:600;padding:.35rem 0;overflow-wrap:anywhere}
summary::marker{color:var(--muted)}
summary:hover{color:var(--accent)}
data{white-space:nowrap}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.shapes{position:absolute}
.nothing,.absent{color:var(--muted)}
.skip{position:absolute;left:16px;top:-4rem;background:var(--paper);padding:.5rem .8rem}
.skip:focus{top:12px}
.headline{padding-top:clamp(2rem,5vw,4.5rem)!important}
.product{display:flex;align-items:center;gap:.5rem;color:var(--muted);font-weight:600;margin-bottom:1.25rem}
.flame{fill:var(--accent)}
.figures{display:flex;flex-wrap:wrap;gap:1.25rem 3.5rem;margin:2rem 0}
.figures dt{color:var(--muted);font-size:.875rem}
.figures dd{font-size:1.75rem;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
.figures span{font-size:1rem;font-weight:400;color:var(--muted)}
.command{background:var(--raised);border-radius:6px;padding:.7rem 1rem;margin-top:.6rem;max-width:44rem}
.command span{display:inline-block;max-width:100%}
.headline .failed{border-left:4px solid var(--bad);background:var(--bad-faint);padding:.8rem 1.1rem;margin-top:1.75rem;overflow-wrap:anywhere}
.headline .failed li{margin-top:.9rem}
.headline .failed li>a{font-weight:600}
.headline .failed dl{margin-top:.35rem}
footer{margin-top:5rem!important;padding-bottom:3rem!important;color:var(--muted);font-size:.875rem}
`;
