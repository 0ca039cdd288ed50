/**
 * Which part may know which (design, section 2). Each part names what it may import, so that a new part may import
 * nothing until somebody decides. Imports of types and dynamic imports count; what cannot be resolved is refused.
 */

const PACKAGE = "^node_modules/";
/** cdktf and what comes with it: what is deployed is made in constructs/ and stacks/, and known nowhere else. */
const CDKTF = "^node_modules/(cdktf|constructs|@cdktf)/";
const AWS_SDK = "^node_modules/@aws-sdk/";
/** What a synthesis may ask; the distribution behind it is for people, and takes seconds. */
const ESTIMATE = "^estimate/(?!distribution/)";

/** The parts, what each may import beside itself, and which packages it may not. */
const PARTS = [
  { part: "^main[.]ts$", may: ["^stacks/", "^config/", "^constructs/controller-zip[.]ts$"] },
  { part: "^stacks/", may: ["^constructs/", "^config/", "^contract/", ESTIMATE, PACKAGE] },
  { part: "^constructs/", may: ["^config/", "^contract/", ESTIMATE, PACKAGE] },
  { part: "^config/", may: ["^contract/", PACKAGE], mayNot: CDKTF },
  { part: ESTIMATE, may: ["^contract/", PACKAGE], mayNot: CDKTF },
  // It plays the deployed code on the embedded AWS's own rules, so it knows both; nobody who is deployed knows it (ADR 17).
  {
    part: "^estimate/distribution/",
    may: ["^estimate/", "^embedded-aws/", "^functions/controller/", "^contract/", "^config/", PACKAGE],
    mayNot: CDKTF,
  },
  { part: "^contract/", may: [], core: false },
  { part: "^functions/controller/", may: ["^contract/", AWS_SDK] },
  { part: "^operations/", may: ["^contract/", PACKAGE], mayNot: CDKTF },
  { part: "^rehearsal/", may: ["^embedded-aws/", PACKAGE], mayNot: CDKTF },
  { part: "^embedded-aws/", may: [PACKAGE], mayNot: CDKTF },
];

const name = (part) => part.replace(/[(][?]!.*[)]|[\^$[\]]/g, "").replace(/\/$/, "");

const arrows = PARTS.map(({ part, may, core = true }) => ({
  name: `what ${name(part)} may import`,
  severity: "error",
  from: { path: part },
  to: { pathNot: [part, ...may], ...(core ? { dependencyTypesNot: ["core"] } : {}) },
}));

const packages = PARTS.filter(({ mayNot }) => mayNot).map(({ part, mayNot }) => ({
  name: `cdktf is unknown to ${name(part)}`,
  severity: "error",
  from: { path: part },
  to: { path: mayNot },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    ...packages,
    {
      name: "every part says what it may import",
      severity: "error",
      from: { pathNot: [...PARTS.map(({ part }) => part), PACKAGE, "^__tests__/", "^bench/", "^[^/]+[.]c?js$"] },
      to: {},
    },
    {
      // 6 to 8 times slower, and 6 times the memory.
      name: "provider resources are imported one by one",
      severity: "error",
      from: { pathNot: PACKAGE },
      to: { path: "^node_modules/@cdktf/provider-aws/lib/index[.]" },
    },
    { name: "no cycles", severity: "error", from: { pathNot: PACKAGE }, to: { circular: true } },
    { name: "every import is found", severity: "error", from: { pathNot: PACKAGE }, to: { couldNotResolve: true } },
  ],
  options: {
    // TypeScript 7 has no JavaScript API.
    parser: "swc",
    // Imports of types leave no trace in the JavaScript; they are arrows all the same.
    tsPreCompilationDeps: true,
    moduleSystems: ["es6", "cjs"],
    doNotFollow: { path: PACKAGE },
    exclude: { path: "^([.]build|cdktf[.]out|docs)/|/inside-function/" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
