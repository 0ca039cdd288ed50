import { Progress, StepFailure } from "../../rehearsal/progress";

function progress({ isTTY = false, environment = {} }: { isTTY?: boolean; environment?: NodeJS.ProcessEnv } = {}) {
  let now = 0;
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  return {
    steps: new Progress({ isTTY, write }, environment, () => now),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    lines: () => text.split("\n").slice(0, -1),
  };
}

test("steps are numbered, and their lines carry the seconds since the step began", async () => {
  const { steps, pass, lines } = progress();
  await steps.step("Start moto", async () => pass(2));
  await steps.step("Apply", async (detail) => {
    pass(1.5);
    detail("aws_eip.site created (1 of 3)");
    pass(60);
  });
  expect(lines()).toEqual([
    " 1  Start moto",
    "       2.0 s  done",
    " 2  Apply",
    "       1.5 s  aws_eip.site created (1 of 3)",
    "      61.5 s  done",
  ]);
});

test("a step gives back what its work gives back", async () => {
  await expect(progress().steps.step("Look", async () => 42)).resolves.toBe(42);
});

test("a failed step says so, and its failure names the step and keeps the cause", async () => {
  const { steps, pass, lines } = progress();
  const cause = new Error("connection refused");
  const failure = await steps
    .step("Deliver the alarm", async () => {
      pass(3);
      throw cause;
    })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StepFailure);
  expect(failure).toMatchObject({
    message: 'Step "Deliver the alarm" failed: connection refused',
    step: "Deliver the alarm",
    cause,
  });
  expect(lines().at(-1)).toBe("       3.0 s  failed");
});

test("a step that fails with something else than an error still says what it was", async () => {
  const failing = progress().steps.step("Look", () => Promise.reject("out of ports"));
  await expect(failing).rejects.toThrow('Step "Look" failed: out of ports');
});

test("the summary shows where the time went", async () => {
  const { steps, pass, lines } = progress();
  await steps.step("Start", async () => pass(1));
  await steps.step("Apply", async () => pass(3));
  steps.summary();
  expect(lines().slice(-4)).toEqual([
    "Where the time went",
    "       1.0 s   25 %  Start",
    "       3.0 s   75 %  Apply",
    "       4.0 s  100 %  all",
  ]);
});

test("below a step the summary shows what its parts took", async () => {
  const { steps, pass, lines } = progress();
  await steps.step("Apply", async (_, took) => {
    pass(4);
    took("www-primary", 2.5);
  });
  steps.summary();
  expect(lines().slice(-3)).toEqual([
    "       4.0 s  100 %  Apply",
    "       2.5 s           www-primary",
    "       4.0 s  100 %  all",
  ]);
});

test("a step fails as soon as what it stands on does, and what its work says later is not printed", async () => {
  const { steps, lines } = progress();
  steps.failWith(Promise.reject(new Error("moto_server ended by SIGKILL")));
  let talk = () => {};
  const step = steps.step("Apply", (detail) => {
    talk = () => detail("still here");
    return new Promise(() => {});
  });
  await expect(step).rejects.toThrow('Step "Apply" failed: moto_server ended by SIGKILL');
  talk();
  expect(lines()).toEqual([" 1  Apply", "       0.0 s  failed"]);
});

test("colors appear in a terminal only, and not where NO_COLOR or a dumb terminal forbids them", async () => {
  const colored = async (options: Parameters<typeof progress>[0]) => {
    const { steps, lines } = progress(options);
    await steps.step("Look", async () => {});
    return lines().join().includes("\u001b[");
  };
  expect(await colored({ isTTY: true })).toBe(true);
  expect(await colored({ isTTY: false })).toBe(false);
  expect(await colored({ isTTY: true, environment: { NO_COLOR: "1" } })).toBe(false);
  expect(await colored({ isTTY: true, environment: { NO_COLOR: "" } })).toBe(true);
  expect(await colored({ isTTY: true, environment: { TERM: "dumb" } })).toBe(false);
});

test("on a terminal a live line is there until the next one takes its place, and in a log there is none", () => {
  const terminal = progress({ isTTY: true, environment: { NO_COLOR: "1" } });
  terminal.steps.live("10 users wait");
  terminal.steps.lines("a line");
  expect(terminal.lines()).toEqual(["\r\u001b[2K    10 users wait\r\u001b[2Ka line"]);
  const log = progress();
  log.steps.live("10 users wait");
  log.steps.lines("a line");
  expect(log.lines()).toEqual(["a line"]);
});

test("a step fails with whichever part of AWS fails first", async () => {
  const { steps } = progress();
  steps.failWith(Promise.reject(new Error("moto is gone")));
  steps.failWith(new Promise(() => {}));
  await expect(steps.step("Wait", () => new Promise(() => {}))).rejects.toThrow("moto is gone");
});

test("the titles of the steps that are done are known", async () => {
  const { steps } = progress();
  await steps.step("Look", async () => {});
  await steps.step("Leap", () => Promise.reject(new Error("no"))).catch(() => {});
  expect(steps.titles).toEqual(["Look"]);
});
