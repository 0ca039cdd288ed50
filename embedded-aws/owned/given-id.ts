import { EC2Client } from "@aws-sdk/client-ec2";
import { type AwsClients, credentialsOf, EMBEDDED_AWS } from "../aws-clients";

/** What `inside-moto/embedded_aws_ids.py` listens to. */
export const GIVEN_ID_HEADER = "X-Embedded-Aws-Id";

/**
 * Has EC2 make one thing, to which moto gives this id instead of a drawn one.
 * @returns what `make` returns
 */
export async function givingId<Made>(
  { endpoint }: AwsClients,
  { id, region }: { readonly id: string; readonly region: string },
  make: (ec2: EC2Client) => Promise<Made>,
): Promise<Made> {
  const ec2 = new EC2Client({ endpoint, region, credentials: credentialsOf(EMBEDDED_AWS) });
  ec2.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers[GIVEN_ID_HEADER] = id;
      return next(args);
    },
    { step: "build", name: "givenId" },
  );
  try {
    return await make(ec2);
  } finally {
    ec2.destroy();
  }
}

/** @throws Error where moto has made something of another name: what runs inside its process was kept from it */
export function requireGivenId(made: string | undefined, id: string): void {
  if (made === id) return;
  throw new Error(
    `moto made ${made} where ${id} was asked for: its process was started without the embedded AWS's part inside it, ` +
      "as `pipx run` starts it. Install moto_server, or uv, so that it is on the PATH.",
  );
}
