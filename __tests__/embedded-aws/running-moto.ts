import { join } from "node:path";
import { AwsClients } from "../../embedded-aws/aws-clients";
import { type Moto, startMoto } from "../../embedded-aws/moto";
import { temporaryFolder } from "../temporary-folder";

const START_TIMEOUT_MS = 60_000;
/** It answers as bare moto does, and starts in half the time. */
const inside = { folder: join(process.cwd(), "embedded-aws", "inside-moto") };

/** One moto for a test file's tests. Its `deployed` clients may be used inside tests and hooks. */
export function runningMoto(): { readonly endpoint: string; readonly deployed: AwsClients } {
  const folder = temporaryFolder();
  let moto: Moto;
  let deployed: AwsClients;
  beforeAll(async () => {
    moto = await startMoto({ folder, searchPath: process.env.PATH ?? "", inside });
    deployed = new AwsClients(moto.endpoint, "TEST");
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    deployed?.close();
    await moto?.stop();
  });
  return {
    get endpoint() {
      return moto.endpoint;
    },
    get deployed() {
      return deployed;
    },
  };
}
