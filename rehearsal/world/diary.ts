/** Something that was done, or waited for and came. AWS time in milliseconds since 1970-01-01 UTC. */
export interface Entry {
  readonly at: number;
  readonly text: string;
}

/** What a scenario does: told to whoever follows it, and undone when it ends. */
export class Diary {
  /** The first disaster. */
  struckAt: number | undefined;
  private readonly undone = new Set<() => void>();

  constructor(
    private readonly now: () => number,
    private readonly tell: (entry: Entry) => void,
  ) {}

  note(text: string): void {
    this.tell({ at: this.now(), text });
  }

  /** Something bad is done, from which times are counted if it is the first. */
  strike(text: string): void {
    this.struckAt ??= this.now();
    this.note(text);
  }

  /** Returns what undoes it, once, with a word about it. */
  undoable(undo: () => void, text: string): () => void {
    const once = () => {
      if (this.undone.delete(once)) {
        undo();
        this.note(text);
      }
    };
    this.undone.add(once);
    return once;
  }

  /** Undoes what is still done, the last first. */
  undoAll(): void {
    for (const undo of [...this.undone].reverse()) undo();
  }
}
