/** Milliseconds for one read of AWS: whoever looks at a disaster waits no longer for what does not answer. */
export const READ_WITHIN_MS = 3_000;

/** What was read, or why it is unknown. Unknown is never shown as "absent" or "fine". */
export type Reading<T> = { known: true; value: T } | { known: false; why: string };

/** Nobody answered in time. */
class TooLate extends Error {
  override name = "TimeoutError";

  constructor(withinMs: number) {
    super(`no answer within ${withinMs / 1_000} s`);
  }
}

/**
 * Waits no longer than this, also for who ignores the signal.
 * @throws TooLate, or what `call` throws
 */
export async function within<T>(
  call: (signal: AbortSignal) => Promise<T>,
  withinMs: number = READ_WITHIN_MS,
): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(withinMs));
      stop.abort();
    }, withinMs);
  });
  try {
    return await Promise.race([call(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads within the time that a read may take. Never rejects. */
export async function reading<T>(
  read: (signal: AbortSignal) => Promise<T>,
  withinMs: number = READ_WITHIN_MS,
): Promise<Reading<T>> {
  try {
    return { known: true, value: await within(read, withinMs) };
  } catch (error) {
    return { known: false, why: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  return error instanceof TooLate || name === "Error" ? message : `${name}: ${message}`;
}
