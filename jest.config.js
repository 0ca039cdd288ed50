const { availableParallelism } = require("node:os");

// The pinned SDK supports Node 20; what it says of later versions is noise in every test that uses it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** What the kinds of tests have in common. swc leaves the types to `npm run check`. */
const common = {
  testEnvironment: "node",
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleNameMapper: { "/stack-trace$": "<rootDir>/__tests__/no-creation-stacks.js" },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.build"],
  globalSetup: "<rootDir>/__tests__/run-folder.js",
};

/**
 * Tests that need Terraform, moto or a browser say so in their name; without it they fail, and say what is missing. Those that
 * start other processes and mostly wait for them say that: they are not for every change.
 */
const NEEDS_TOOLS = "\\.(terraform|moto|browser|process)\\.test\\.ts$";

/** What takes many minutes: `npm run test:long`, and not `npm test`. */
const LONG = "\\.long\\.test\\.ts$";

/**
 * Milliseconds. No fast test takes a second; on a machine that does something else besides, jest's own 5 s end tests that
 * nothing is wrong with.
 */
const TEST_TIMEOUT_MS = 30_000;

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: TEST_TIMEOUT_MS,
  // jest leaves one core idle for its own watching process. One worker more than there are cores instead: the tests that
  // deploy wait for the AWS provider most of their time.
  maxWorkers: availableParallelism() + 1,
  testSequencer: "<rootDir>/__tests__/longest-first.js",
  projects: [
    {
      ...common,
      displayName: "fast",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: [NEEDS_TOOLS, LONG],
    },
    {
      ...common,
      displayName: "tools",
      setupFilesAfterEnv: ["<rootDir>/__tests__/tools-take-time.ts"],
      testMatch: ["<rootDir>/__tests__/**/*.{terraform,moto,browser,process}.test.ts"],
    },
    {
      ...common,
      displayName: "long",
      testMatch: ["<rootDir>/__tests__/**/*.long.test.ts"],
    },
  ],
};
