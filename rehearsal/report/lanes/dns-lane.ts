import type { Answers } from "../../world/name-server-answers";
import type { Lane } from "../report";
import type { Witnessed } from "../witnessed";
import { type Look, spansOf } from "./spans";

/** What the name servers answer, each asked once a second. */
export function dnsLane(witnessed: Witnessed): Lane {
  const { primary, standby } = witnessed.workload;
  const lookOf = (answers: Answers): Look => {
    const count = (address: string) => answers.filter((answer) => answer === address).length;
    const all = answers.length;
    if (all > 0 && count(primary.address) === all)
      return { tone: "good", label: "primary", text: `All ${all} name servers answer the primary's address.` };
    if (all > 0 && count(standby.address) === all)
      return { tone: "saved", label: "standby", text: `All ${all} name servers answer the standby's address.` };
    if (count(primary.address) + count(standby.address) === all && all > 0)
      return {
        tone: "changing",
        label: "both",
        text: "Some name servers answer the primary's address, some the standby's.",
      };
    return { tone: "bad", label: "neither", text: "A name server answers neither of the two addresses." };
  };
  return { name: "DNS", spans: spansOf(witnessed.dns, witnessed, lookOf), moments: [] };
}
