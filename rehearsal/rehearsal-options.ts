import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Disaster } from "./command-line";
import type { Processes } from "./processes";
import type { Progress } from "./progress";

/** What one rehearsal is to play, and with what. */
export interface RehearsalOptions {
  readonly configurationFile: string;
  /** Existing, empty; takes all that the rehearsal writes. The caller removes it. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly processes: Processes;
  readonly progress: Progress;
  readonly disaster: Disaster;
  readonly realTime: boolean;
  /** Of all phases and jitters; the same number, the same story. */
  readonly seed: number;
  /** Told of the embedded AWS as soon as it runs, so that an interruption can stop it. */
  readonly onAws: (aws: EmbeddedAws) => void;
}
