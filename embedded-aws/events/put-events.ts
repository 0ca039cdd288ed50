import type { Call } from "../calls";
import { parseArn } from "../deliveries/arn";
import type { AnsweringMend, MendedAnswer } from "../mends/mend";
import type { Clock } from "../time/clock";
import { readRules } from "./deployed-rules";
import { type AwsEvent, eventId, eventTime } from "./event";
import { DEFAULT_BUS, type EventBuses } from "./event-buses";
import type { EventParts } from "./event-way";

/** An entry of PutEvents as it is sent. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
interface Entry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  /** Seconds since 1970. */
  readonly Time?: number;
}

/** What AWS answers for one entry. */
type EntryResult = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** Takes clients' PutEvents in moto's place, which fails where a rule has a function as its target. */
export class PutEventsCalls implements AnsweringMend {
  readonly name = "moto's PutEvents answers 500 where a rule that matches calls a function";
  private put = 0;

  constructor(private readonly options: Pick<EventParts, "deployed" | "state"> & { clock: Clock; buses: EventBuses }) {}

  async answer(call: Call): Promise<MendedAnswer | undefined> {
    if (call.service !== "events" || call.action !== "PutEvents") return undefined;
    const { Entries: given = [] } = JSON.parse(call.body.toString("utf8")) as { Entries?: readonly Entry[] };
    const Entries: EntryResult[] = [];
    for (const entry of given) Entries.push(await this.take(call.region ?? "", entry));
    const FailedEntryCount = Entries.filter((entry) => "ErrorCode" in entry).length;
    const contentType = call.headers["content-type"] ?? "application/x-amz-json-1.1";
    return { status: 200, contentType, body: JSON.stringify({ FailedEntryCount, Entries }) };
  }

  private async take(region: string, entry: Entry): Promise<EntryResult> {
    const { clock, buses } = this.options;
    const { Source: source, DetailType: detailType } = entry;
    if (!source || !detailType)
      return { ErrorCode: "InvalidArgument", ErrorMessage: "Source and DetailType are required arguments." };
    const detail = detailOf(entry);
    if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const busName = entry.EventBusName?.split("/").at(-1) ?? DEFAULT_BUS;
    const id = eventId(region, busName, String(clock.now()), String(this.put++));
    const [rule] = (await readRules(this.options, { region, busName })) ?? [];
    // Without any rule nobody gets the event; and only what was deployed says which account this is.
    if (!rule) return { EventId: id };
    const event: AwsEvent = {
      version: "0",
      id,
      "detail-type": detailType,
      source,
      account: parseArn(rule.arn).account,
      time: eventTime(entry.Time === undefined ? clock.now() : entry.Time * 1000),
      region,
      resources: entry.Resources ?? [],
      detail,
    };
    buses.putEvent(region, event, busName);
    return { EventId: id };
  }
}

/** An entry's detail, which must be a JSON object. */
function detailOf({ Detail = "" }: Entry): object | undefined {
  try {
    const detail: unknown = JSON.parse(Detail);
    return typeof detail === "object" && detail !== null ? detail : undefined;
  } catch {
    return undefined;
  }
}
