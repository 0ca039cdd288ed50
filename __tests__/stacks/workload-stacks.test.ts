import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadConfiguration } from "../../config/load";
import { synthesize } from "../../stacks/synthesize";
import { addWorkloadStacks } from "../../stacks/workload-stacks";
import { type ConfigurationName, configurationFile } from "../configurations";
import { stacksOf } from "../stacks-of";
import type { Arguments, SynthesizedStack } from "../synthesized";
import { temporaryFolder } from "../temporary-folder";

const NAMES: ConfigurationName[] = ["smallest", "everything-set", "primary-in-us-east-1", "three-workloads"];

/** Terraform's own, which have no region. */
const WITHOUT_REGION = ["terraform_data", "terraform_remote_state"];

/** Resources and data sources of a stack, as `type name` with their arguments. */
function everythingOf({ resource, data }: SynthesizedStack): [string, Arguments][] {
  return [resource ?? {}, data ?? {}].flatMap((kind) =>
    Object.entries(kind).flatMap(([type, all]) =>
      Object.entries(all).map(([name, given]): [string, Arguments] => [`${type} ${name}`, given]),
    ),
  );
}

function providerUsers(stack: SynthesizedStack, provider: string): string[] {
  return everythingOf(stack)
    .filter(([, given]) => given.provider === provider)
    .map(([name]) => name);
}

it("makes three stacks for every workload in the file", () => {
  expect(Object.keys(stacksOf("three-workloads"))).toEqual(
    ["www", "api", "legacy"].flatMap((name) => [`${name}-primary`, `${name}-standby`, `${name}-failover`]),
  );
});

describe.each(NAMES)("the stacks of %s", (name) => {
  const stacks = stacksOf(name);

  it("name a provider on every resource and data source", () => {
    for (const stack of Object.values(stacks)) {
      const without = everythingOf(stack)
        .filter(([each, given]) => given.provider === undefined && !WITHOUT_REGION.includes(each.split(" ")[0]!))
        .map(([each]) => each);
      expect(without).toEqual([]);
    }
  });

  it("need the primary region in the primary stack only", () => {
    const needing = Object.keys(stacks).filter((stack) => providerUsers(stacks[stack]!, "aws.primary").length > 0);
    expect(needing.every((stack) => stack.endsWith("-primary"))).toBe(true);
  });

  it("need us-east-1 for the alarms on Route 53's metrics and for who hears of them, and for nothing else", () => {
    const alarms = [
      "aws_cloudwatch_metric_alarm endpoint-alarm_ECD26231",
      "aws_cloudwatch_metric_alarm endpoint-alarm_undelivered_alarm_63C881FE",
      "aws_cloudwatch_metric_alarm standby-region-alarm_1109117D",
      "aws_sns_topic endpoint-alarm_topic_E4E74346",
      "aws_sns_topic_policy endpoint-alarm_policy_7333149B",
      "aws_sns_topic_subscription endpoint-alarm_controller_BF1FA6E5",
      "aws_sqs_queue endpoint-alarm_undelivered_queue_024FE55E",
    ];
    for (const [stack, json] of Object.entries(stacks)) {
      const used = providerUsers(json, "aws.us_east_1").filter((user) => !user.includes(" alerts-us-east-1_"));
      expect(used).toEqual(stack.endsWith("-failover") ? alarms : []);
    }
  });

  it("tag everything with the workload, by default", () => {
    for (const [stack, { provider }] of Object.entries(stacks)) {
      const workload = stack.replace(/-\w+$/, "");
      for (const each of provider.aws!) {
        expect(each.default_tags).toMatchObject([{ tags: { "pilot-light:workload": workload } }]);
      }
    }
  });
});

describe("the regions", () => {
  it("are us-west-2 and us-east-1 by default", () => {
    const regions = stacksOf("smallest")["www-failover"]!.provider.aws!.map(({ region }) => region);
    expect(regions).toEqual(["us-west-2", "us-east-1", "us-east-1"]);
  });

  it("may be turned, with the primary in us-east-1", () => {
    const stacks = stacksOf("primary-in-us-east-1");
    const regions = stacks["www-failover"]!.provider.aws!.map(({ region }) => region);
    expect(regions).toEqual(["us-east-1", "us-west-2", "us-east-1"]);
  });
});

describe("people are told from us-east-1, where an alarm can act on topics of that region only,", () => {
  const topicOf = (name: ConfigurationName, workload: string) => {
    const { resource } = stacksOf(name)[`${workload}-failover`]!;
    return resource.aws_cloudwatch_metric_alarm!["standby-region-alarm_1109117D"]!.alarm_actions[0];
  };

  it("by the standby's own topic, where that is the standby region", () => {
    expect(topicOf("smallest", "www")).toBe("${aws_sns_topic.alerts_topic_3313844B.arn}");
  });

  it("by the primary's topic, where that is the primary region", () => {
    expect(topicOf("primary-in-us-east-1", "www")).toMatch(/www-primary\.outputs\..*alerts_topic_3313844Barn\}$/);
    const { resource } = stacksOf("primary-in-us-east-1")["www-primary"]!;
    expect(Object.keys(resource.aws_sns_topic!)).toEqual(["alerts_topic_3313844B"]);
  });

  it("by a topic of its own with every address of the file, elsewhere", () => {
    expect(topicOf("everything-set", "shop")).toBe("${aws_sns_topic.alerts-us-east-1_topic_A9ED379A.arn}");
    const { resource } = stacksOf("everything-set")["shop-failover"]!;
    const told = Object.values(resource.aws_sns_topic_subscription!).filter(
      ({ topic_arn }) => topic_arn === topicOf("everything-set", "shop"),
    );
    expect(told.map(({ endpoint }) => endpoint).sort()).toEqual([
      "+12065550100",
      "https://alerts.example.com/hook",
      "ops@example.com",
    ]);
  });
});

describe("a workload whose file names no id", () => {
  const LITERAL_IDS = [/\b(i|subnet|vpc|sg|ami|eni|eipalloc|rtb)-[0-9a-f]{8,}\b/, /\b\d{12}\b/];
  const json = JSON.stringify(stacksOf("smallest")).replace(/"user_data_base64":"[^"]+"|\b[0-9a-f]{64}\b/g, "");

  it.each(LITERAL_IDS)("has none in its stacks: nothing matches %s", (id) => {
    expect(id.exec(json)?.[0]).toBeUndefined();
  });

  it("would be seen to have one", () => {
    expect("arn:aws:iam::123456789012:role/x on i-0123456789abcdef0").toMatch(LITERAL_IDS[0]!);
    expect("arn:aws:iam::123456789012:role/x").toMatch(LITERAL_IDS[1]!);
  });
});

describe("two clones in different folders", () => {
  const home = process.cwd();
  const parent = temporaryFolder();
  afterEach(() => process.chdir(home));

  /** Copies what the file needs to a folder of its own, and synthesizes there. */
  function synthesizeIn(clone: string, name: ConfigurationName): Map<string, string> {
    const folder = path.join(parent, clone);
    for (const file of [configurationFile(name), "__tests__/configurations/start.sh", "user-data/demo.sh"]) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), readFileSync(path.join(home, file)));
    }
    writeFileSync(path.join(folder, "controller.zip"), "the controller");
    process.chdir(folder);
    const loaded = loadConfiguration(configurationFile(name), (file) => readFileSync(file));
    if (!loaded.ok) throw new Error("not a valid file");
    const zip = { file: path.join(folder, "controller.zip"), sha256: "c3RhbmQtaW4=" };
    synthesize("cdktf.out", (app) => addWorkloadStacks(app, loaded.configuration, zip));
    const files = readdirSync("cdktf.out", { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    return new Map(
      files.map(({ parentPath, name: file }) => [
        path.join(parentPath, file),
        readFileSync(path.join(parentPath, file), "utf8"),
      ]),
    );
  }

  it.each<ConfigurationName>(["smallest", "everything-set"])("synthesize identical files from %s", (name) => {
    const one = synthesizeIn(path.join("one", name), name);
    const other = synthesizeIn(path.join("another", "deeper place", name), name);
    expect(one.size).toBe(5);
    expect([...other]).toEqual([...one]);
  });
});
