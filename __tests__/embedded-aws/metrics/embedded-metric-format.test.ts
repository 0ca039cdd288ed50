import { metricsOfLine } from "../../../embedded-aws/metrics/embedded-metric-format";

const REGION = "us-east-1";
const DOCUMENT = {
  _aws: {
    Timestamp: 5_000,
    CloudWatchMetrics: [
      {
        Namespace: "Shop",
        Dimensions: [["Workload"], ["Workload", "Site"], []],
        Metrics: [{ Name: "Recovery", Unit: "Seconds" }],
      },
    ],
  },
  Workload: "shop",
  Site: "standby",
  Recovery: 42,
};

const metricsOf = (message: unknown) =>
  metricsOfLine(REGION, { timestamp: 9_000, message: typeof message === "string" ? message : JSON.stringify(message) });

test("each set of dimensions is a metric of its own, at the time that the line says", () => {
  const sample = { at: 5_000, sampleCount: 1, sum: 42, minimum: 42, maximum: 42 };
  const metric = { region: REGION, namespace: "Shop", name: "Recovery", unit: "Seconds", sample };
  expect(metricsOf(DOCUMENT)).toEqual([
    { ...metric, dimensions: { Workload: "shop" } },
    { ...metric, dimensions: { Workload: "shop", Site: "standby" } },
    { ...metric, dimensions: {} },
  ]);
});

test("a list of numbers is as many values, and without a time in it the line's own counts", () => {
  const [directive] = DOCUMENT._aws.CloudWatchMetrics;
  const _aws = { CloudWatchMetrics: [{ ...directive, Dimensions: [["Workload"]], Metrics: [{ Name: "Recovery" }] }] };
  expect(
    metricsOf({ ...DOCUMENT, _aws, Recovery: [1, 2] }).map(({ sample, unit }) => [sample.at, sample.sum, unit]),
  ).toEqual([
    [9_000, 1, undefined],
    [9_000, 2, undefined],
  ]);
});

test.each([
  ["a line of text", "all is well"],
  ["JSON without metrics", { level: "info" }],
  ["JSON that is cut off", JSON.stringify(DOCUMENT).slice(0, -1)],
  ["a value that is no number", { ...DOCUMENT, Recovery: "42" }],
  ["metrics without a namespace", { ...DOCUMENT, _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: "Recovery" }] }] } }],
])("%s makes no metric", (_, message) => {
  expect(metricsOf(message)).toEqual([]);
});

test("a set of dimensions of which one is missing makes none, and the others do", () => {
  const { Site, ...rest } = DOCUMENT;
  expect(metricsOf(rest).map(({ dimensions }) => dimensions)).toEqual([{ Workload: "shop" }, {}]);
});
