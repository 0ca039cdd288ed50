import { readCall } from "../../../embedded-aws/calls";
import type { EventBuses } from "../../../embedded-aws/events/event-buses";
import { PutEventsCalls } from "../../../embedded-aws/events/put-events";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { ACCOUNT, calls, deployedEvents, HERE, ruleIn } from "./deployed-events";

const ENTRY = { Source: "mine", DetailType: "told", Detail: "{}" };

/** What a client is answered, and what arrives on buses. */
async function put(entries: readonly object[], rules = [ruleIn(HERE, "any", calls(HERE))]) {
  const putEvent = jest.fn<void, Parameters<EventBuses["putEvent"]>>();
  const clock = new VirtualClock(2_500);
  const parts = deployedEvents({ [HERE]: rules });
  const taker = new PutEventsCalls({ ...parts, clock, buses: { putEvent } as unknown as EventBuses });
  const authorization = `AWS4-HMAC-SHA256 Credential=T/20250101/${HERE}/events/aws4_request, SignedHeaders=host, Signature=0`;
  const headers = { authorization, "x-amz-target": "AWSEvents.PutEvents" };
  const body = Buffer.from(JSON.stringify({ Entries: entries }));
  const answer = await taker.answer(readCall({ method: "POST", url: "/", headers, body }));
  return { answer: JSON.parse(String(answer!.body)), arrived: putEvent.mock.calls };
}

test("an entry arrives as an event of its account, with its own time and resources where it has them", async () => {
  const { arrived } = await put([ENTRY, { ...ENTRY, Time: 7, Resources: ["arn:aws:ec2:::x"] }]);
  const event = { source: "mine", "detail-type": "told", account: ACCOUNT, region: HERE, detail: {} };
  expect(arrived).toEqual([
    [HERE, expect.objectContaining({ ...event, time: "1970-01-01T00:00:02Z", resources: [] }), "default"],
    [
      HERE,
      expect.objectContaining({ ...event, time: "1970-01-01T00:00:07Z", resources: ["arn:aws:ec2:::x"] }),
      "default",
    ],
  ]);
});

test("equal entries are two events", async () => {
  const { answer } = await put([ENTRY, ENTRY]);
  expect(new Set(answer.Entries.map(({ EventId }: { EventId: string }) => EventId)).size).toBe(2);
});

test("an entry without a source or a type is refused, and the others are taken", async () => {
  const { answer, arrived } = await put([{ ...ENTRY, Source: "" }, { ...ENTRY, DetailType: undefined }, ENTRY]);
  expect(answer).toMatchObject({
    FailedEntryCount: 2,
    Entries: [{ ErrorCode: "InvalidArgument" }, { ErrorCode: "InvalidArgument" }, { EventId: expect.any(String) }],
  });
  expect(arrived).toHaveLength(1);
});

test("where no rule is deployed, or the bus is another one, nobody gets the event, and the client is none the wiser", async () => {
  const other = { ...ENTRY, EventBusName: `arn:aws:events:${HERE}:${ACCOUNT}:event-bus/other` };
  for (const { answer, arrived } of [await put([ENTRY], []), await put([other])]) {
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(arrived).toEqual([]);
  }
});
