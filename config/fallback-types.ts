import type { StandbySite } from "./configuration";
import type { Fault } from "./problem";
import { architecture } from "./server";

/** Each is a change of type, a start and a refusal while users wait. */
const MAXIMUM_FALLBACKS = 5;

export const FALLBACKS_ALLOWED = `a list of at most ${MAXIMUM_FALLBACKS} other instance types of the same processor architecture, each once`;

export function fallbackCountFault(types: readonly string[]): Fault | undefined {
  if (types.length <= MAXIMUM_FALLBACKS) return undefined;
  return { code: "list-too-long", what: `these are ${types.length} types`, allowed: FALLBACKS_ALLOWED };
}

/** What is wrong with the types that stand in for the standby's own; a field that is absent is not judged. */
export function fallbackFaults({
  instanceType,
  fallbackInstanceTypes = [],
}: Partial<Pick<StandbySite, "instanceType" | "fallbackInstanceTypes">>): { index: number; fault: Fault }[] {
  return fallbackInstanceTypes.flatMap((type, index) => {
    const fault = faultOf(type, instanceType, fallbackInstanceTypes.slice(0, index));
    return fault === undefined ? [] : [{ index, fault }];
  });
}

function faultOf(type: string, wanted: string | undefined, earlier: string[]): Fault | undefined {
  if (type === wanted || earlier.includes(type)) {
    const place = type === wanted ? "is the standby's instanceType" : "stands earlier in this list";
    return { code: "repeated-fallback", what: `this type ${place}, and has been tried`, allowed: FALLBACKS_ALLOWED };
  }
  if (wanted === undefined || architecture(type) === architecture(wanted)) return undefined;
  return {
    code: "fallback-of-other-architecture",
    what: `${type} is ${architecture(type)}, and the disk of the standby, a ${wanted}, boots on ${architecture(wanted)} alone`,
    allowed: FALLBACKS_ALLOWED,
  };
}
