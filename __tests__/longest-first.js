const Sequencer = require("@jest/test-sequencer").default;

/**
 * The few tests that deploy with Terraform take minutes, and a fresh machine has no times of an earlier run to sort by. They
 * start first, so that both workers end together.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => path.endsWith(".terraform.test.ts");
    const others = super.sort(tests);
    return [...others.filter(isLong), ...others.filter((test) => !isLong(test))];
  }
}

module.exports = LongestFirst;
