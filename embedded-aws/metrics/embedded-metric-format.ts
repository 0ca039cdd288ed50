import type { Measurement } from "../alarms/metric";
import { sampleOf } from "../alarms/samples";
import type { LogLine } from "../functions/function-log";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
interface Directive {
  readonly Namespace: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

type Document = Readonly<Record<string, unknown>> & {
  readonly _aws: { readonly Timestamp?: number; readonly CloudWatchMetrics: readonly Directive[] };
};

/** What CloudWatch makes of a log line in the embedded metric format; nothing of every other, and of what is invalid in one. */
export function metricsOfLine(region: string, { timestamp, message }: LogLine): Measurement[] {
  const document = read(message);
  if (!document) return [];
  const at = document._aws.Timestamp ?? timestamp;
  return document._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions = [[]], Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = dimensionsOf(document, names);
      if (!dimensions) return [];
      return Metrics.flatMap(({ Name: name, Unit: unit }) =>
        numbersIn(document[name]).map((value) => ({
          ...{ region, namespace, name, dimensions, sample: sampleOf(at, value) },
          ...(unit ? { unit } : {}),
        })),
      );
    }),
  );
}

function read(message: string): Document | undefined {
  if (!message.includes('"CloudWatchMetrics"')) return undefined;
  try {
    const found = JSON.parse(message) as Partial<Document> | null;
    const directives = found?._aws?.CloudWatchMetrics;
    const areWhole =
      Array.isArray(directives) && directives.every((one) => one.Namespace && Array.isArray(one.Metrics));
    return areWhole ? (found as Document) : undefined;
  } catch {
    return undefined;
  }
}

/** Each is a text at the document's root. */
function dimensionsOf(document: Document, names: readonly string[]): Record<string, string> | undefined {
  const entries = names.map((name) => [name, document[name]] as const);
  return entries.every(([, value]) => typeof value === "string")
    ? Object.fromEntries(entries as [string, string][])
    : undefined;
}

const numbersIn = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === "number");
