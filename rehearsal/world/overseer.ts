import type { Clock } from "../../embedded-aws/time/clock";
import { every } from "../../embedded-aws/time/every";
import { Broken } from "../broken";
import type { Expectation } from "../scenario";
import { LOOK_EVERY_MS, type Witness } from "./witness";
import type { World } from "./world";

/** Looks at a world each second of AWS time, and holds what must be true during a scenario against it. */
export class Overseer {
  /** The first expectation that was contradicted, or what kept us from looking. */
  broken: Broken | undefined;
  /** Expectations that were looked at; they have held, but for the broken one. */
  readonly looked = new Set<Expectation>();
  private world: World | undefined;
  private readonly cancel: () => void;

  /** @param onLook told after each look */
  constructor(
    private readonly clock: Clock,
    private readonly witness: Witness,
    private readonly expectations: readonly Expectation[],
    private readonly onLook: () => void,
  ) {
    this.cancel = every(clock, LOOK_EVERY_MS, () => void this.look());
  }

  /** From now on the expectations count. */
  begin(world: World): void {
    this.world = world;
  }

  /** One look at everything. */
  look(): Promise<void> {
    return this.clock.hold("looking at the world", async () => {
      if (this.broken) return;
      try {
        await this.witness.look();
        for (const expectation of this.expectations) if (expectation.when === "during") await this.judge(expectation);
        this.onLook();
      } catch (error) {
        this.broken = new Broken("the world can be looked at", (error as Error).message, this.clock.now());
      }
    });
  }

  /** Also those of the end. */
  async lookAtTheEnd(): Promise<void> {
    await this.look();
    for (const expectation of this.expectations)
      if (expectation.when === "at the end" && !this.broken)
        await this.clock.hold("judging the end", () => this.judge(expectation));
  }

  stop(): void {
    this.cancel();
  }

  private async judge(expectation: Expectation): Promise<void> {
    if (!this.world || this.broken) return;
    const seen = await expectation.contradiction(this.world);
    this.looked.add(expectation);
    if (seen !== undefined) this.broken = new Broken(expectation.sentence, seen, this.clock.now());
  }
}
