import { drainMs } from "../../../contract/patience";
import type { Settings } from "../environment";

/** Whether no resolver has an answer any more that the name servers gave until `since`. Both in milliseconds since 1970-01-01 UTC. */
export const isDrained = (since: number, at: number, settings: Pick<Settings, "ttlSeconds">): boolean =>
  at - since >= drainMs(settings);
