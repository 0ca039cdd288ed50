export type LogLevel = "INFO" | "WARN" | "ERROR";

/** Writes one JSON line a call: the time, level, workload and request id, then `fields`. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

export interface LogContext {
  workload: string;
  /** The invocation's request id: correlates all lines of one invocation, and them with Lambda's own. */
  requestId: string;
}

export function createLog(context: LogContext, now: () => number, write: (line: string) => void): Log {
  return (level, message, fields = {}) => {
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, ...context, message, ...fields })}\n`);
  };
}
