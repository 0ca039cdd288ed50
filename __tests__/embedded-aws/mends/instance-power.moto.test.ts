import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { BEGIN, powerInFrontOf } from "../instances/power-in-front-of-moto";
import { runningMoto } from "../running-moto";

const REGION = "us-west-2";
const moto = runningMoto();
const { clock, mode, parts } = powerInFrontOf(moto);

/** Our calls are real work: AWS time stands still until they are answered. */
const ask = <Result>(work: () => Promise<Result>) => clock.hold("a test's call", work);
const ec2 = () => parts.clients.ec2(REGION);
const start = (id: string) => ask(() => ec2().send(new StartInstancesCommand({ InstanceIds: [id] })));
const stop = (id: string) => ask(() => ec2().send(new StopInstancesCommand({ InstanceIds: [id] })));
const terminate = (id: string) => ask(() => ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] })));
const launch = async () => {
  const command = new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 });
  const { Instances } = await ask(() => ec2().send(command));
  return Instances![0]!;
};
const describe_ = async (id: string) => {
  const { Reservations } = await ask(() => ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] })));
  return Reservations![0]!.Instances![0]!;
};
const found = async (id: string, ...states: string[]) => {
  const Filters = [
    { Name: "instance-id", Values: [id] },
    { Name: "instance-state-name", Values: states },
  ];
  const { Reservations } = await ask(() => ec2().send(new DescribeInstancesCommand({ Filters })));
  return Reservations!.length === 1;
};
const launchedAndServing = async () => {
  const { InstanceId } = await launch();
  await clock.sleep(100_000);
  return InstanceId!;
};

test("the gap: bare moto stops an instance at once, starts a terminated one, and leaves LaunchTime where it was", async () => {
  const bare = moto.deployed.ec2(REGION);
  const { Instances } = await bare.send(new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 }));
  const InstanceIds = [Instances![0]!.InstanceId!];
  const read = async () => {
    const { Reservations } = await bare.send(new DescribeInstancesCommand({ InstanceIds }));
    return Reservations![0]!.Instances![0]!;
  };
  const launched = await read();
  await bare.send(new StopInstancesCommand({ InstanceIds }));
  expect((await read()).State).toEqual({ Code: 80, Name: "stopped" });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await bare.send(new StartInstancesCommand({ InstanceIds }));
  expect((await read()).LaunchTime).toEqual(launched.LaunchTime);
  await bare.send(new TerminateInstancesCommand({ InstanceIds }));
  await bare.send(new StartInstancesCommand({ InstanceIds }));
  expect((await read()).State?.Name).toBe("running");
});

test("a launched instance is pending, then running, launched in AWS time", async () => {
  const launched = await launch();
  const at = Math.floor((clock.now() - BEGIN) / 1_000) * 1_000;
  expect(launched.State).toEqual({ Code: 0, Name: "pending" });
  expect(launched.LaunchTime!.getTime() - BEGIN).toBe(at);
  expect((await describe_(launched.InstanceId!)).State).toEqual({ Code: 0, Name: "pending" });
  await clock.sleep(8_001);
  expect((await describe_(launched.InstanceId!)).State).toEqual({ Code: 16, Name: "running" });
});

test("stopping and starting take their time, and a start moves LaunchTime", async () => {
  const id = await launchedAndServing();
  const first = (await describe_(id)).LaunchTime!;
  const { StoppingInstances } = await stop(id);
  expect(StoppingInstances![0]).toMatchObject({
    PreviousState: { Code: 16, Name: "running" },
    CurrentState: { Code: 64, Name: "stopping" },
  });
  expect((await describe_(id)).State?.Name).toBe("stopping");
  await clock.sleep(12_001);
  expect(await describe_(id)).toMatchObject({
    State: { Code: 80, Name: "stopped" },
    StateReason: { Code: "Client.UserInitiatedShutdown" },
  });
  const { StartingInstances } = await start(id);
  expect(StartingInstances![0]).toMatchObject({
    PreviousState: { Code: 80, Name: "stopped" },
    CurrentState: { Code: 0, Name: "pending" },
  });
  const { State, LaunchTime } = await describe_(id);
  expect(State?.Name).toBe("pending");
  expect(LaunchTime!.getTime() - first.getTime()).toBe(112_000);
});

test("starting a running instance is answered as such, and changes nothing", async () => {
  const id = await launchedAndServing();
  const { StartingInstances } = await start(id);
  expect(StartingInstances![0]).toMatchObject({
    PreviousState: { Code: 16, Name: "running" },
    CurrentState: { Code: 16, Name: "running" },
  });
  expect(parts.power.serviceOf(id)).toBe("listening");
});

test("commands that do not fit the state are refused, as on AWS", async () => {
  const refused = expect.objectContaining({ name: "IncorrectInstanceState" });
  const pending = (await launch()).InstanceId!;
  await expect(stop(pending)).rejects.toThrow(refused);
  await expect(stop(pending)).rejects.toThrow(
    `This instance '${pending}' is not in a state from which it can be stopped.`,
  );
  const id = await launchedAndServing();
  await stop(id);
  await expect(start(id)).rejects.toThrow(`The instance '${id}' is not in a state from which it can be started.`);
  const toType = new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: "t3.small" } });
  await expect(ask(() => ec2().send(toType))).rejects.toThrow(refused);
  await clock.sleep(12_001);
  await ask(() => ec2().send(toType));
  await terminate(id);
  await expect(start(id)).rejects.toThrow(refused);
});

test("a terminated instance is shutting down first", async () => {
  const id = await launchedAndServing();
  await terminate(id);
  expect((await describe_(id)).State).toEqual({ Code: 32, Name: "shutting-down" });
  await clock.sleep(30_001);
  expect((await describe_(id)).State).toEqual({ Code: 48, Name: "terminated" });
});

test("a filter by state finds what AWS shows, not what moto keeps", async () => {
  const id = (await launch()).InstanceId!;
  expect(await found(id, "pending")).toBe(true);
  expect(await found(id, "running", "stopped")).toBe(false);
  await clock.sleep(100_000);
  expect(await found(id, "pending")).toBe(false);
  expect(await found(id, "running")).toBe(true);
  await stop(id);
  expect([await found(id, "stopping"), await found(id, "stopped")]).toEqual([true, false]);
});

test("the status is told of running instances only, unless all are asked for", async () => {
  const id = (await launch()).InstanceId!;
  const status = async (IncludeAllInstances: boolean) => {
    const command = new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances });
    return (await ask(() => ec2().send(command))).InstanceStatuses!.map(({ InstanceState }) => InstanceState?.Name);
  };
  expect([await status(false), await status(true)]).toEqual([[], ["pending"]]);
  await clock.sleep(8_001);
  expect(await status(false)).toEqual(["running"]);
});

test("a start that is accepted and dies leaves a stopped instance that says why, in moto too", async () => {
  const id = await launchedAndServing();
  await stop(id);
  await clock.sleep(12_001);
  const message = "Client.InternalError: Client error on launch <&>";
  parts.power.failNextStart(id, { code: "Client.InternalError", message });
  expect((await start(id)).StartingInstances![0]!.CurrentState!.Name).toBe("pending");
  await clock.sleep(10_000);
  const died = await describe_(id);
  expect(died.State?.Name).toBe("stopped");
  expect(died.StateReason).toEqual({ Code: "Client.InternalError", Message: message });
  const { Reservations } = await moto.deployed.ec2(REGION).send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  expect(Reservations![0]!.Instances![0]!.State?.Name).toBe("stopped");
  await start(id);
  await clock.sleep(8_001);
  const restarted = await describe_(id);
  expect([restarted.State?.Name, restarted.StateReason?.Code ?? ""]).toEqual(["running", ""]);
});

test("only an instance that was seen can be told to fail", () => {
  expect(() => parts.power.failNextStart("i-none", { code: "c", message: "m" })).toThrow(
    "The start of instance i-none is to fail, and no such instance has been seen; seen are i-",
  );
});

test("every state that AWS announces is told with its place and time", async () => {
  const told: string[] = [];
  parts.power.onChange(({ region, instanceId, state, at }) => told.push(`${region} ${instanceId} ${state} ${at}`));
  const id = (await launch()).InstanceId!;
  const at = clock.now();
  await clock.sleep(100_000);
  await terminate(id);
  await clock.sleep(40_000);
  expect(told).toEqual([
    `${REGION} ${id} pending ${at}`,
    `${REGION} ${id} running ${at + 8_000}`,
    `${REGION} ${id} shutting-down ${at + 100_000}`,
    `${REGION} ${id} terminated ${at + 130_000}`,
  ]);
});

test("while Terraform deploys, what it changes has changed when it looks", async () => {
  const stopping = await launchedAndServing();
  await stop(stopping);
  mode.immediately = true;
  const { InstanceId } = await launch();
  expect((await describe_(InstanceId!)).State?.Name).toBe("running");
  expect((await start(stopping)).StartingInstances![0]!.PreviousState!.Name).toBe("stopped");
  await stop(InstanceId!);
  expect((await describe_(InstanceId!)).State?.Name).toBe("stopped");
  await terminate(InstanceId!);
  expect((await describe_(InstanceId!)).State?.Name).toBe("terminated");
  mode.immediately = false;
});

test("nothing but states, their reasons and LaunchTime differs from moto's answer", async () => {
  const id = await launchedAndServing();
  const { Reservations } = await moto.deployed.ec2(REGION).send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const { LaunchTime: _, ...bare } = Reservations![0]!.Instances![0]!;
  const { LaunchTime: __, ...shown } = await describe_(id);
  expect(shown).toEqual(bare);
});
