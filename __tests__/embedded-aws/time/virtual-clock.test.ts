import { connect, createServer } from "node:net";
import { setTimeout as realSleep } from "node:timers/promises";
import { listenOnLoopback } from "../../../embedded-aws/loopback";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

/** A clock that begins at 0 and runs. */
function runningClock() {
  const failures: Error[] = [];
  const clock = new VirtualClock(0, { onFailure: (error) => failures.push(error) });
  clock.start();
  return { clock, failures };
}

test("ten minutes pass in far less than a second when nothing happens", async () => {
  const { clock } = runningClock();
  const began = performance.now();
  await clock.sleep(600_000);
  expect(clock.now()).toBe(600_000);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test("timers fire in the order of their times, and those of one time in the order of their setting", async () => {
  const { clock } = runningClock();
  const fired: string[] = [];
  clock.after(20, () => fired.push(`late ${clock.now()}`));
  clock.after(10, () => fired.push(`first ${clock.now()}`));
  clock.after(10, () => fired.push(`second ${clock.now()}`));
  clock.after(5, () => fired.push("cancelled"))();
  await clock.sleep(30);
  expect(fired).toEqual(["first 10", "second 10", "late 20"]);
});

test("real work takes no AWS time", async () => {
  const { clock } = runningClock();
  let tick = 0;
  clock.after(1, () => {
    tick = 1;
  });
  await clock.hold("a slow read", async () => {
    await realSleep(50);
    expect(tick).toBe(0);
    expect(clock.now()).toBe(0);
  });
  await clock.sleep(2);
  expect(tick).toBe(1);
});

test("time stands still while bytes are under way on a connection that it follows", async () => {
  const { clock } = runningClock();
  const server = createServer((socket) => {
    clock.follow(socket);
    socket.once("data", () => void clock.sleep(80).then(() => socket.end("y".repeat(1_000_000))));
  });
  const port = await clock.hold("listening", () => listenOnLoopback(server));
  const times: number[] = [];
  for (let round = 0; round < 20; round++) {
    const socket = connect(port, "127.0.0.1");
    clock.follow(socket);
    await new Promise<void>((done) => {
      socket.on("close", () => done()).resume();
      socket.write("x".repeat(1_000_000));
      clock.after(81, () => {});
    });
    times.push(clock.now());
  }
  server.close();
  expect(times).toEqual(times.map((_, round) => 80 * (round + 1)));
});

test("time stands still until it is started, and again after a pause", async () => {
  const clock = new VirtualClock(1_000);
  let fired = 0;
  clock.after(10, () => {
    fired += 1;
    clock.pause();
    clock.after(10, () => {
      fired += 1;
    });
  });
  await realSleep(20);
  expect(fired).toBe(0);
  clock.start();
  await realSleep(20);
  expect({ fired, now: clock.now() }).toEqual({ fired: 1, now: 1_010 });
  clock.stop();
});

test("work that needs time lets it run until it has ended, also while others start and pause it", async () => {
  const clock = new VirtualClock(0);
  await clock.runDuring(() => clock.sleep(10));
  expect([clock.now(), clock.isRunning]).toEqual([10, false]);
  const long = clock.runDuring(() => clock.sleep(100));
  await clock.runDuring(() => clock.sleep(20));
  clock.start();
  clock.pause();
  await long;
  expect([clock.now(), clock.isRunning]).toEqual([110, false]);
  clock.start();
  await clock.runDuring(() => clock.sleep(10));
  expect(clock.isRunning).toBe(true);
  clock.stop();
});

test("a timer that throws stops the clock, and says why", async () => {
  const { clock, failures } = runningClock();
  clock.after(1, () => {
    throw new Error("broken part");
  });
  clock.after(2, () => failures.push(new Error("fired after the failure")));
  await realSleep(20);
  expect(failures.map(({ message }) => message)).toEqual(["broken part"]);
});

test("a participant's timer is fired in its order, and time waits until it is quiet again", async () => {
  const { clock } = runningClock();
  const told: string[] = [];
  let lookAgain = () => {};
  let quiet = true;
  let next: number | undefined = 5;
  clock.join({
    name: "another process",
    isQuiet: () => quiet,
    ends: () => [],
    nextTimerAt: () => next,
    wake: () => {
      told.push(`woken at ${clock.now()}`);
      quiet = false;
      next = undefined;
      setTimeout(() => {
        told.push(`still ${clock.now()}`);
        quiet = true;
        lookAgain();
      }, 20);
    },
    onChange: (look) => {
      lookAgain = look;
    },
  });
  await clock.sleep(10);
  expect(told).toEqual(["woken at 5", "still 5"]);
  expect(clock.now()).toBe(10);
});
