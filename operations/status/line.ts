/** `bad`: somebody must act. `odd`: something is not as it waits. `blind`: it could not be read. */
export type Tone = "good" | "odd" | "bad" | "blind";

export interface Line {
  readonly label: string;
  readonly tone: Tone;
  /** One line each; those after the first are indented. */
  readonly text: readonly string[];
}
