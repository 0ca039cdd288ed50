import type { JsonObject, View, WriteOutcome } from "../../../functions/controller/json-object";

/** One S3 object in a fake world: conditional writes, and whatever a test puts in its way. */
export class FakeObject<T> implements JsonObject<T> {
  stored: T | undefined;
  writtenAt = 0;
  /** The number of times it was written, which is its ETag. */
  revision = 0;

  constructor(private readonly now: () => number) {}

  read = async (): Promise<View<T>> =>
    this.stored === undefined
      ? { kind: "absent" }
      : {
          kind: "known",
          value: structuredClone(this.stored),
          etag: String(this.revision),
          writtenAt: this.writtenAt,
        };

  write = async (value: T, etag: string | undefined): Promise<WriteOutcome> => {
    if (etag !== (this.stored === undefined ? undefined : String(this.revision))) return { kind: "lost" };
    this.put(value);
    return { kind: "won", etag: String(this.revision) };
  };

  delete = async (): Promise<string | undefined> => {
    this.stored = undefined;
    return undefined;
  };

  /** As a person does by hand. */
  put(value: T): void {
    this.stored = JSON.parse(JSON.stringify(value)) as T;
    this.writtenAt = this.now();
    this.revision += 1;
  }
}
