import type { Memory } from "../../../contract/memory";
import type { Verdict } from "../../../functions/controller/action";
import type { Alert } from "../../../functions/controller/alert";
import { decide } from "../../../functions/controller/decide";
import type { Observation } from "../../../functions/controller/observe";
import { observed, settings } from "./observed";

/** What is decided where all is well but for this. */
export const look = (parts: Partial<Observation>, changed = settings) => decide(observed(parts), changed);

/** What a verdict does, in its order. */
export const done = (verdict: Verdict | undefined) => (verdict?.actions ?? []).map((action) => action.do);

/** The memory that it writes, if it writes one. */
export const remembered = (verdict: Verdict | undefined): Memory | undefined =>
  (verdict?.actions ?? []).flatMap((action) => (action.do === "remember" ? [action.memory] : []))[0];

/** What people are told by it. */
export const told = (verdict: Verdict | undefined): Alert["about"][] =>
  (verdict?.actions ?? []).flatMap((action) => (action.do === "remember" ? action.tell.map(({ about }) => about) : []));

/** What it reports to the dead-letter queue. */
export const reported = (verdict: Verdict | undefined) =>
  (verdict?.actions ?? []).flatMap((action) => (action.do === "report" ? [action.failure] : []));
