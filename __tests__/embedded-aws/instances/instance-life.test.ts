import { InstanceLife } from "../../../embedded-aws/instances/instance-life";
import type { InstanceState } from "../../../embedded-aws/instances/instance-state";
import { USUAL_POWER_TIMES } from "../../../embedded-aws/instances/power-times";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

const REASON = { code: "Client.InternalError", message: "Client.InternalError: Client error on launch" };
const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

/** What happens to an instance, with seconds of AWS time. */
function watch(begin: InstanceState | "launched") {
  const clock = new VirtualClock(0);
  clocks.push(clock);
  const told: string[] = [];
  const tell = (what: string) => told.push(`${clock.now() / 1_000} ${what}`);
  const mode = { immediately: false };
  const around = {
    clock,
    times: USUAL_POWER_TIMES,
    immediately: () => mode.immediately,
    onState: (state: InstanceState) => tell(state),
    onServiceEnd: () => tell("service ends"),
    onDeath: () => tell("dies"),
  };
  const make = () => (begin === "launched" ? InstanceLife.launched(around) : InstanceLife.found(begin, around));
  /** The first whole second after which the service listens. */
  const whenItServes = async (life: InstanceLife) => {
    while (!life.serves && clock.now() < 600_000) await clock.sleep(1_000);
    return clock.now() / 1_000;
  };
  return { clock, told, mode, make, whenItServes };
}

test("a launched instance is pending, then runs, and serves after its first boot", async () => {
  const { clock, told, make, whenItServes } = watch("launched");
  clock.start();
  const life = make();
  expect(life.state).toBe("pending");
  expect(await whenItServes(life)).toBe(8 + 60 + 4);
  expect(told).toEqual(["0 pending", "8 running"]);
});

test("a later boot is shorter", async () => {
  const { clock, told, make, whenItServes } = watch("stopped");
  clock.start();
  const life = make();
  expect(life.start()).toEqual({ previous: "stopped", current: "pending" });
  expect(await whenItServes(life)).toBe(8 + 20 + 4);
  expect(told).toEqual(["0 pending", "8 running"]);
});

test("an instance of which it is said boots for so long: the boot that is under way, and later ones", async () => {
  const { clock, make, whenItServes } = watch("launched");
  clock.start();
  const life = make();
  await clock.sleep(10_000);
  life.takesToBoot({ firstMs: 100_000, laterMs: 1_000 });
  expect(await whenItServes(life)).toBe(8 + 100);
  life.stop();
  await clock.sleep(20_000);
  const startedAt = clock.now() / 1_000;
  life.start();
  expect((await whenItServes(life)) - startedAt).toBe(8 + 1);
  expect(life.soFar.boots).toEqual({ firstMs: 100_000, laterMs: 1_000 });
});

test("a first boot that was cut off is done again from the beginning", async () => {
  const { clock, make, whenItServes } = watch("launched");
  clock.start();
  const life = make();
  await clock.sleep(60_000);
  life.stop();
  await clock.sleep(20_000);
  life.start();
  expect(await whenItServes(life)).toBe(80 + 8 + 60 + 4);
});

test("a stopping instance's service ends first, and once it is stopped it can be started again", async () => {
  const { clock, told, make } = watch("running");
  clock.start();
  const life = make();
  expect(life.stop()).toEqual({ previous: "running", current: "stopping" });
  expect(life.serves).toBe(true);
  expect(life.stop()).toEqual({ previous: "stopping", current: "stopping" });
  await clock.sleep(13_000);
  expect(told).toEqual(["0 stopping", "2 service ends", "12 stopped"]);
  expect(life.start().current).toBe("pending");
  expect(life.startedAt).toBe(13_000);
});

test("a command that finds nothing to do changes nothing", () => {
  const running = watch("running");
  expect(running.make().start()).toEqual({ previous: "running", current: "running" });
  const stopped = watch("stopped");
  expect(stopped.make().stop()).toEqual({ previous: "stopped", current: "stopped" });
  expect([...running.told, ...stopped.told]).toEqual([]);
});

test("a terminated instance shuts down first, unless it was stopped, and nothing brings it back", async () => {
  const { clock, told, make } = watch("running");
  clock.start();
  const life = make();
  expect(life.terminate().current).toBe("shutting-down");
  expect(life.start().current).toBe("shutting-down");
  await clock.sleep(60_000);
  expect(life.stop()).toEqual({ previous: "terminated", current: "terminated" });
  expect(told).toEqual(["0 shutting-down", "2 service ends", "30 terminated"]);
  expect(watch("stopped").make().terminate()).toEqual({ previous: "stopped", current: "terminated" });
});

test("an instance that is terminated while it stops is terminated, and only that", async () => {
  const { clock, told, make } = watch("running");
  clock.start();
  const life = make();
  life.stop();
  await clock.sleep(1_000);
  life.terminate();
  await clock.sleep(60_000);
  expect(told).toEqual(["0 stopping", "1 shutting-down", "2 service ends", "31 terminated"]);
});

test("a start that is to fail is accepted, and the instance stops by itself; the next one is good", async () => {
  const { clock, told, make, whenItServes } = watch("stopped");
  clock.start();
  const life = make();
  life.failNextStart(REASON);
  expect(life.start().current).toBe("pending");
  await clock.sleep(10_000);
  expect({ state: life.state, failure: life.failure }).toEqual({ state: "stopped", failure: REASON });
  expect(told).toEqual(["0 pending", "8 dies", "8 stopped"]);
  life.start();
  expect(life.failure).toBeUndefined();
  expect(await whenItServes(life)).toBe(10 + 8 + 20 + 4);
});

test("while time stands still transitions are immediate, and the first boot begins when it runs again", async () => {
  const { clock, told, mode, make, whenItServes } = watch("launched");
  mode.immediately = true;
  const life = make();
  expect({ state: life.state, serves: life.serves }).toEqual({ state: "running", serves: false });
  clock.start();
  expect(await whenItServes(life)).toBe(60 + 4);
  life.stop();
  expect({ state: life.state, serves: life.serves }).toEqual({ state: "stopped", serves: false });
  life.start();
  life.terminate();
  expect(life.state).toBe("terminated");
  expect(told.map((line) => line.split(" ").slice(1).join(" "))).toEqual(
    "pending,running,stopping,service ends,stopped,pending,running,shutting-down,terminated".split(","),
  );
});

test("what is under way when time is stopped can be ended at once, and happens only once", async () => {
  const { clock, told, mode, make } = watch("running");
  const life = make();
  life.stop();
  mode.immediately = true;
  life.settle();
  life.settle();
  expect(life.state).toBe("stopped");
  clock.start();
  await clock.sleep(60_000);
  expect(told).toEqual(["0 stopping", "0 service ends", "0 stopped"]);
});

test("a change behind everybody's back is followed at once", async () => {
  const { clock, told, make } = watch("running");
  clock.start();
  const life = make();
  life.follow("stopped");
  expect({ state: life.state, serves: life.serves }).toEqual({ state: "stopped", serves: false });
  life.follow("running");
  expect({ state: life.state, serves: life.serves }).toEqual({ state: "running", serves: true });
  expect(told).toEqual(["0 service ends", "0 stopped", "0 running"]);
});
