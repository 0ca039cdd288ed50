import { secondsOf } from "../../bench/timed-command";

const node = (program: string): [string, ...string[]] => [process.execPath, "-e", program];

it("tells a command's seconds", () => {
  const seconds = secondsOf(node("setTimeout(() => {}, Number(process.env.MILLISECONDS))"), ".", {
    MILLISECONDS: "100",
  });
  expect(seconds).toBeGreaterThanOrEqual(0.1);
});

it("never takes a failure for a fast run, and shows how its output ended", () => {
  const failing = () => secondsOf(node('console.error("no such file"); process.exit(3)'), ".");
  expect(failing).toThrow(/ended with exit code 3, so there is nothing to measure.*no such file/s);
});

it("tells that a program is not there", () => {
  expect(() => secondsOf(["no-such-program"], ".")).toThrow("no-such-program ENOENT");
});
