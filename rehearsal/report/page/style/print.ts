/** On paper nothing can be opened: messages are printed whole, the long logs stay in report.json. */
export const PRINT = `
@media print{
body{font-size:10.5pt;background:none}
.skip,.up{display:none}
article{break-before:auto}
article header,.purpose,h2,h3,h4{break-after:avoid}
figure,.failure,tr,.outages div,.steps div{break-inside:avoid}
.messages details::details-content{content-visibility:visible;block-size:auto}
.lane-events,.call-log{display:none}
a{color:inherit}
.bar,.waterfall span,.outages .length span{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
