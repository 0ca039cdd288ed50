import { EXIT, Failure } from "../failure";
import type { World } from "../world";

/** Ctrl-C, as something that a command can wait for. A second Ctrl-C ends the process at once. */
export interface Interrupt {
  /** Rejects with `Interrupted` when it is pressed, or was. */
  orElse<T>(what: Promise<T>): Promise<T>;
  release(): void;
}

/** The user has had enough; whoever catches it says what goes on without them. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

export function onCtrlC(world: Pick<World, "onInterrupt">): Interrupt {
  let press: () => void = () => {};
  const pressed = new Promise<never>((_, reject) => {
    press = () => reject(new Interrupted());
  });
  // Nobody may be waiting at the moment.
  pressed.catch(() => {});
  const release = world.onInterrupt(() => {
    release();
    press();
  });
  return { orElse: (what) => Promise.race([pressed, what]), release };
}

/** Ends a command whose order goes on without it. */
export const goesOn = (workload: string): Failure =>
  new Failure(
    EXIT.interrupted,
    `Interrupted. What the controller has accepted goes on without this command; follow it with \`npx --no pilot-light status ${workload} --watch\`.`,
  );
