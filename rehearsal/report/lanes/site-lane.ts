import type { Condition } from "../../world/condition";
import type { Lane } from "../report";
import type { Witnessed } from "../witnessed";
import { type Look, spansOf } from "./spans";

/** One site's server, looked at once a second. */
export function siteLane(name: "primary" | "standby", witnessed: Witnessed): Lane {
  return { name, spans: spansOf(witnessed[name], witnessed, (condition) => lookOf(name, condition)), moments: [] };
}

function lookOf(name: "primary" | "standby", condition: Condition): Look {
  const look = (tone: Look["tone"], text: string, label: string = condition): Look => ({
    tone,
    label,
    text: `The ${name} ${text}.`,
  });
  switch (condition) {
    case "serves":
      return look(name === "primary" ? "good" : "saved", "serves whoever asks");
    case "boots":
      return look("changing", "runs, and nothing listens on its port yet");
    case "pending":
    case "stopping":
      return look("changing", `is ${condition}`);
    case "stopped":
      return name === "standby" ? look("idle", "is stopped, and waits") : look("bad", "is stopped");
    case "dark":
      return look("bad", "is in a region that is dark");
    case "hangs":
      return look("bad", "accepts connections and never answers");
    case "answers an error":
      return look("bad", "answers with an error", "errors");
    case "crashed":
      return look("bad", "runs, and its application has crashed");
    case "out of reach":
      return look("bad", "runs, and nobody's packets reach it");
    case "shutting-down":
    case "terminated":
    case "unknown":
      return look("bad", `is ${condition}`);
  }
}
