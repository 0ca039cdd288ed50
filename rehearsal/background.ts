/** Work beside other work, one piece after the other: a run of Terraform takes a core. */
export class Background {
  private last: Promise<unknown> = Promise.resolve();

  /** Begins once everything before it is done, however that ended. */
  do<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.last.then(work);
    this.last = done.catch(() => {});
    // Heard by whoever waits for it; until then it is no unhandled rejection.
    done.catch(() => {});
    return done;
  }
}
