import type { Verdict } from "./action";
import type { Change } from "./change";
import type { Settings } from "./environment";
import type { Observation } from "./observe";

/**
 * A rule that does not apply has no verdict. Pure.
 * @param before the memory as it was read, to which a rule makes its changes; without one there are no rules
 */
export type Rule = (observation: Observation, settings: Settings, before: Change) => Verdict | undefined;
