/** On paper nothing can be opened: messages, words and failures are printed whole, the long logs stay in report.json. */
export const PRINT = `
@media print{
html{font-size:10pt}
body{background:none}
.skip,.up{display:none}
article{break-before:auto}
article header,.purpose,h2,h3,h4{break-after:avoid}
figure,.failure,tr,.outages div,.steps div{break-inside:avoid}
:is(.messages details,.words,.last-calls)::details-content{content-visibility:visible;block-size:auto}
.lane-events,.call-log,.other-designs{display:none}
a{color:inherit}
.bar,.waterfall span,.outages .length span{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
