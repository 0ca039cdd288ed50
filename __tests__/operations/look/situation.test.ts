import { chosenDeployment } from "../../../operations/deployment";
import { lookAround } from "../../../operations/look/situation";
import { armed, NOW } from "../../functions/controller/observed";
import { OperatorWorld } from "../operator-world";

async function looked(world: OperatorWorld, resolver?: string) {
  const deployment = await chosenDeployment(world, {});
  world.calls.length = 0;
  return lookAround(world, deployment, resolver);
}

test("everything is read once, none of it in the primary's region", async () => {
  const world = new OperatorWorld();
  world.controller.memory.put(armed());
  const pages: string[] = [];
  const { page } = world;
  world.page = (address) => {
    pages.push(address);
    return page(address);
  };
  expect(await looked(world)).toMatchObject({
    at: NOW,
    users: {
      name: "www.example.com",
      answers: [
        { server: "ns-1.example.com", answer: { known: true, value: [{ address: "192.0.2.10", ttl: 30 }] } },
        { server: "ns-2.example.net" },
      ],
      pages: [{ address: "192.0.2.10", page: { status: 200 } }],
    },
    primary: { kind: "answers" },
    standby: { kind: "fails" },
    power: { known: true, value: { state: "stopped", type: "t3.micro" } },
    lock: { known: true, value: { exists: false } },
    memory: { known: true },
    alarm: { known: true, value: { name: "pilot-light-web-primary-down", state: "OK" } },
    recorded: { known: true, value: undefined },
  });
  expect(pages).toEqual(["192.0.2.10", "198.51.100.20"]);
  expect(world.calls.sort()).toEqual([
    "us-east-1: DescribeAlarms",
    "us-east-1: DescribeInstances",
    "us-east-1: GetObject",
    "us-east-1: GetObject",
    "us-east-1: GetResources",
    "us-east-1: ListObjectsV2",
  ]);
});

test("what cannot be read is unknown, and the rest is not", async () => {
  const world = new OperatorWorld();
  world.unreadable = () => true;
  world.instead.DescribeInstances = () => ({ Reservations: [] });
  world.instead.DescribeAlarms = () => ({ MetricAlarms: [] });
  expect(await looked(world)).toMatchObject({
    primary: { kind: "answers" },
    lock: { known: false, why: "SlowDown: it said so" },
    power: { known: false, why: "EC2 describes no i-0000000000000000b" },
    alarm: { known: true, value: undefined },
  });
});

test("a resolver of the user's is asked instead of the name servers", async () => {
  const world = new OperatorWorld();
  const { users } = await looked(world, "127.0.0.1:5353");
  expect(users.answers.map(({ server }) => server)).toEqual(["127.0.0.1:5353"]);
});

test("an address that is neither site's is asked for its page too", async () => {
  const world = new OperatorWorld();
  world.dns = () => [{ address: "203.0.113.9", ttl: 30 }];
  expect((await looked(world)).users.pages.map(({ address }) => address)).toEqual(["203.0.113.9"]);
});

test("of a wildcard, a name is asked for", async () => {
  const world = new OperatorWorld();
  const deployment = { ...(await chosenDeployment(world, {})), domain: "*.example.com" };
  expect((await lookAround(world, deployment)).users.name).toBe("pilot-light.example.com");
});
