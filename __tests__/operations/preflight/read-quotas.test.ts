import { readQuotas } from "../../../operations/preflight/read-quotas";
import { known, STOPPED } from "./well-deployed";

type Command = { constructor: { name: string }; input: { QuotaCode?: string } };
const vCpus = (count: number) => ({ CpuOptions: { CoreCount: count / 2, ThreadsPerCore: 2 } });

/** Quotas of an account in which these instances run. */
function quotasOf(instances: object[], standby = STOPPED) {
  const asked: string[] = [];
  const send = async ({ constructor: { name }, input }: Command): Promise<object> => {
    if (name === "DescribeAddressesCommand") return { Addresses: [{}, {}] };
    if (name === "DescribeInstancesCommand") return { Reservations: [{ Instances: instances }] };
    asked.push(input.QuotaCode!);
    return { Quota: { Value: 32 } };
  };
  const clients = { ec2: { send }, quotas: { send } } as never;
  return { asked, quotas: readQuotas(clients, { instanceId: "i-standby", server: Promise.resolve(known(standby)) }) };
}

test("what others use of the standby's family is counted, and the standby is not", async () => {
  const { quotas } = quotasOf([
    { InstanceId: "i-1", InstanceType: "m7i.xlarge", ...vCpus(4) },
    { InstanceId: "i-2", InstanceType: "t3.micro", ...vCpus(2) },
    { InstanceId: "i-standby", InstanceType: "t3.micro", ...vCpus(2) },
  ]);
  expect((await quotas).vCpus).toEqual(known({ quota: 32, used: 6 }));
});

test("other families and spot instances have limits of their own", async () => {
  const { quotas } = quotasOf([
    { InstanceId: "i-1", InstanceType: "g6.xlarge", ...vCpus(4) },
    { InstanceId: "i-2", InstanceType: "mac2.metal", ...vCpus(12) },
    { InstanceId: "i-3", InstanceType: "t3.micro", InstanceLifecycle: "spot", ...vCpus(2) },
  ]);
  expect((await quotas).vCpus).toEqual(known({ quota: 32, used: 0 }));
});

test("the limit is the one of the standby's family, and a family without a known one is left open", async () => {
  const ofType = async (type: string) => {
    const { asked, quotas } = quotasOf([], { ...STOPPED, type });
    return [(await quotas).vCpus, asked.filter((code) => code !== "L-0263D0A3")];
  };
  expect(await ofType("t3.micro")).toEqual([known({ quota: 32, used: 0 }), ["L-1216C47A"]]);
  expect(await ofType("g6.xlarge")).toEqual([known({ quota: 32, used: 0 }), ["L-DB2E81BA"]]);
  expect(await ofType("mac2.metal")).toEqual([known(undefined), []]);
});

test("addresses are counted", async () => {
  expect((await quotasOf([]).quotas).addresses).toEqual(known({ quota: 32, used: 2 }));
});
