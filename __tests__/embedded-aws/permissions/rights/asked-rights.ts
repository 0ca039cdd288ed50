import { type Call, readCall } from "../../../../embedded-aws/calls";
import { rightsOfCall } from "../../../../embedded-aws/permissions/rights/rights-of-call";
import { captureCall } from "../captured-call";

export const ACCOUNT = "123456789012";
export const PLACE = { region: "us-west-2", account: ACCOUNT };
export const arn = (service: string, rest: string) => `arn:aws:${service}:us-west-2:${ACCOUNT}:${rest}`;

/** An SDK's call, by a client that captures it. */
type Sending = () => Promise<unknown>;
type Expected = readonly [action: string, resource: string][];

export const one = (action: string, resource: string): Expected => [[action, resource]];

const rightsOf = async (send: Sending) => rightsOfCall(await captureCall(send()), PLACE);

/** Tests that each call needs these rights, and no others. */
export function needsRights(rows: readonly [call: string, send: Sending, expected: Expected][]): void {
  test.each(rows)("the SDK's %s needs its rights", async (_, send, expected) => {
    expect((await rightsOf(send))?.map(({ action, resource }) => [action, resource])).toEqual(expected);
  });
}

/** Tests that a call's first right has these values of a condition key. */
export function policiesMayAskFor(
  rows: readonly [what: string, send: Sending, key: string, values: readonly string[]][],
): void {
  test.each(rows)("policies may ask for %s", async (_, send, key, values) => {
    expect((await rightsOf(send))?.[0]?.context?.[key]).toEqual(values);
  });
}

/** Tests of calls that no SDK of this project makes. */
export function needsRightAsItsProtocolWritesIt(
  rows: readonly [call: string, written: Call, action: string, resource: string][],
): void {
  test.each(rows)("%s as its protocol writes it needs its right", (_, call, action, resource) => {
    expect(rightsOfCall(call, PLACE)).toEqual([expect.objectContaining({ action, resource })]);
  });
}

/** Tests that nothing is known of each call. */
export function isNotInTheTable(rows: readonly [call: string, send: Sending][]): void {
  test.each(rows)("%s is not in the table", async (_, send) => {
    expect(await rightsOf(send)).toBeUndefined();
  });
}

/** Calls whose SDK clients are not among this project's dependencies, as their protocols write them. */
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=F/20250101/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
export const json = (service: string, target: string, body: object) =>
  readCall({
    method: "POST",
    url: "/",
    headers: { ...signed(service), "x-amz-target": target },
    body: Buffer.from(JSON.stringify(body)),
  });
export const form = (service: string, body: string) =>
  readCall({
    method: "POST",
    url: "/",
    headers: { ...signed(service), "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(body),
  });
