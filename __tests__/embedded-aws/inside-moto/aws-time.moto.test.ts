import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeInstancesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { type Moto, startMoto } from "../../../embedded-aws/moto";
import { TIME_FILE_VARIABLE, TimeOfDay } from "../../../embedded-aws/time/time-of-day";
import { temporaryFolder } from "../../temporary-folder";

const INSIDE_MOTO = join(process.cwd(), "embedded-aws", "inside-moto");
/** Neither this machine's day nor one near it. */
const START = Date.UTC(2031, 4, 6, 7, 8, 9);
const DAY_MS = 86_400_000;
const folder = temporaryFolder();
let timeOfDay: TimeOfDay;
let moto: Moto;
let aws: AwsClients;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  timeOfDay = new TimeOfDay(join(folder, "aws-time"), START);
  const inside = { folder: INSIDE_MOTO, timeFile: timeOfDay.file };
  moto = await startMoto({ folder, searchPath: process.env.PATH ?? "", inside });
  aws = new AwsClients(moto.endpoint, "TEST");
}, 60_000);
afterAll(async () => {
  aws?.close();
  await moto?.stop();
  timeOfDay?.close();
});

async function stamps(name: string) {
  const ec2 = aws.ec2("us-west-2");
  const launch = new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 });
  const InstanceIds = [(await ec2.send(launch)).Instances![0]!.InstanceId!];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  const s3 = aws.s3("us-east-1");
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new PutObjectCommand({ Bucket: name, Key: "key", Body: "text" }));
  const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket: name, Key: "key" }));
  const role = new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: '{"Version":"2012-10-17"}' });
  const { Role } = await aws.iam().send(role);
  const { headers } = await fetch(`${moto.endpoint}/moto-api/`);
  const all = [Reservations![0]!.Instances![0]!.LaunchTime, LastModified, Role!.CreateDate, headers.get("date")];
  return all.map((stamp) => new Date(stamp!).getTime());
}

test("all that moto stamps follows the file: launches, objects, roles and the Date header", async () => {
  expect(await stamps("first")).toEqual([START, START, START, START]);
  timeOfDay.write(START + DAY_MS);
  expect(await stamps("second")).toEqual(Array(4).fill(START + DAY_MS));
  timeOfDay.write(START);
});

/** What a Python with `inside-moto` on its path prints. */
async function python(program: string, environment: Record<string, string>): Promise<string> {
  const env = { PATH: process.env.PATH, PYTHONPATH: INSIDE_MOTO, ...environment };
  return (await promisify(execFile)("python3", ["-c", program], { env })).stdout.trim();
}
const inAwsTime = (program: string) => python(program, { [TIME_FILE_VARIABLE]: timeOfDay.file });

test("without the file, time is this machine's and nothing was touched", async () => {
  const program = "import time, datetime; print(time.time(), datetime.datetime.__mro__[1].__name__)";
  const [seconds, parent] = (await python(program, {})).split(" ");
  expect(Math.abs(Number(seconds) * 1_000 - Date.now())).toBeLessThan(60_000);
  expect(parent).toBe("date");
});

test.each([
  ["time.time()", START / 1_000],
  ["time.time_ns() // 10**9", START / 1_000],
  ["calendar.timegm(time.gmtime())", START / 1_000],
  ["datetime.datetime.now(datetime.timezone.utc).timestamp()", START / 1_000],
  ["calendar.timegm(datetime.datetime.utcnow().timetuple())", START / 1_000],
  ["datetime.datetime.today() == datetime.datetime.now()", "True"],
  ["datetime.date.today() == datetime.datetime.now().date()", "True"],
  ["type(datetime.datetime.now() - datetime.datetime.utcnow()).__name__", "timedelta"],
])("%s is of the file", async (expression, expected) => {
  const printed = await inAwsTime(`import calendar, datetime, time; print(${expression})`);
  expect(typeof expected === "number" ? Number(printed) : printed).toBe(expected);
});

test("what C code made is still a datetime and a date, and copies and pickles pass", async () => {
  const program = `
import copy, pickle, datetime, email.utils
real = datetime.datetime.__mro__[1]
made = real(2020, 1, 2)
now = datetime.datetime.now()
print(isinstance(made, datetime.datetime), isinstance(made, datetime.date), isinstance(now, datetime.date),
  isinstance(now.date(), datetime.datetime), issubclass(datetime.datetime, datetime.date),
  pickle.loads(pickle.dumps(now)) == now, copy.deepcopy(now) == now, now > made,
  isinstance(now + datetime.timedelta(1), datetime.datetime), datetime.datetime.fromisoformat("2020-01-02") == made)`;
  expect(await inAwsTime(program)).toBe("True True True False True True True True True True");
});

test("threads still wait by this machine's time", async () => {
  const program = "import time; a = time.monotonic(); time.sleep(0.05); print(0.04 < time.monotonic() - a < 5)";
  expect(await inAwsTime(program)).toBe("True");
});

test("the user's own sitecustomize runs too", async () => {
  const own = join(folder, "own");
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "sitecustomize.py"), "import builtins, time\nbuiltins.seen = time.time()\n");
  const environment = { PYTHONPATH: `${INSIDE_MOTO}:${own}`, [TIME_FILE_VARIABLE]: timeOfDay.file };
  expect(Number(await python("print(seen)", environment))).toBe(START / 1_000);
});

test("a file that cannot be read ends the process: it must not go on in this machine's time", async () => {
  const running = python("print('went on')", { [TIME_FILE_VARIABLE]: join(folder, "absent") });
  await expect(running).rejects.toThrow(/EMBEDDED_AWS_TIME_FILE: AWS time cannot be read: .*absent/);
});
