const Sequencer = require("@jest/test-sequencer").default;

/** By what their names say that they need: minutes, tens of seconds, seconds; all others take next to no time. */
const LONGEST_FIRST = [".terraform.test.ts", ".moto.test.ts", ".browser.test.ts", ".process.test.ts"];

const rank = ({ path }) => {
  const kind = LONGEST_FIRST.findIndex((name) => path.endsWith(name));
  return kind === -1 ? LONGEST_FIRST.length : kind;
};

/**
 * A fresh machine has no times of an earlier run to sort by. What takes long starts first, so that all workers end together.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}

module.exports = LongestFirst;
