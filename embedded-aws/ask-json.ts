import { type AwsClients, signatureOf } from "./aws-clients";

interface Asked {
  readonly service: string;
  readonly region: string;
  /** E.g. `TrentService.ListAliases`. */
  readonly target: string;
}

/** Asks moto in AWS's JSON protocol, for services whose SDK client would be one more dependency for a few calls. */
export async function askJson(
  { endpoint }: AwsClients,
  { service, region, target }: Asked,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly ok: boolean; readonly answer: Readonly<Record<string, unknown>> }> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: signatureOf(service, region),
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      ...headers,
    },
    body: JSON.stringify(parameters),
  });
  const { status, ok } = response;
  return { status, ok, answer: (await response.json()) as Record<string, unknown> };
}
