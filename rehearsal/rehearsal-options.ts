import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Disaster } from "./command-line";
import type { Processes } from "./processes";
import type { Progress } from "./progress";
import type { ScenarioReport } from "./report/report";

/** With what a rehearsal is played. */
export interface RehearsalMeans {
  readonly configurationFile: string;
  /** Existing, empty; takes all that the rehearsal writes. The caller removes it. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly processes: Processes;
  readonly progress: Progress;
  readonly realTime: boolean;
  /** Of all phases and jitters; the same number, the same story. */
  readonly seed: number;
  /** Told of the embedded AWS as soon as it runs, so that an interruption can stop it. */
  readonly onAws: (aws: EmbeddedAws) => void;
}

/** The whole story of one disaster. */
export interface RehearsalOptions extends RehearsalMeans {
  readonly disaster: Disaster;
  /** The one command that plays it again. */
  readonly repeat: string;
  /** Told what came of it as data, also where it failed. */
  readonly onReport: (report: ScenarioReport) => void;
}
