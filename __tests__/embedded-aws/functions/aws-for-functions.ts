import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded-aws/embedded-aws";
import type { Happenings } from "../../../embedded-aws/happenings";

/** A whole embedded AWS of one region, with a bucket `artifacts` for its functions' code. To be stopped by the caller. */
export const startAwsForFunctions = (
  folder: string,
  region: string,
  happenings: Partial<Happenings>,
): Promise<EmbeddedAws> =>
  startEmbeddedAws({
    folder,
    searchPath: process.env.PATH ?? "",
    source: join(process.cwd(), "embedded-aws"),
    regions: [region],
    hostedZones: [],
    buckets: [{ name: "artifacts", region }],
    happenings,
  });
