const { default: TestRunner } = require("jest-runner");

/** Runs test files one after another: two at once would ask two cores for four Terraforms and two embedded AWS. */
module.exports = class OneAtATime extends TestRunner {
  // https://jestjs.io/docs/configuration#runner-string
  isSerial = true;
};
