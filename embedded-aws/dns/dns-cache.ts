import type { Answer, RecordType } from "dns-packet";
import type { Clock } from "../time/clock";
import { type Ask, absolute, type Reply } from "./reply";

const MS_PER_SECOND = 1_000;

interface Remembered {
  readonly reply: Reply;
  /** AWS time of the answer and of its end, in milliseconds. */
  readonly from: number;
  readonly until: number;
}

/**
 * A resolver's memory: an answer is kept as long as its records' TTL says, "no such name" and "no such record" as long as
 * the zone's SOA says (RFC 2308, section 5), and a failure not at all. Only the clock ages it.
 */
export class DnsCache {
  private readonly remembered = new Map<string, Remembered>();
  private readonly asked = new Map<string, Promise<Reply>>();

  constructor(
    private readonly clock: Clock,
    private readonly ask: Ask,
  ) {}

  /** From memory, with TTLs counted down, or asked. Who asks the same meanwhile shares the answer. Rejects as `ask` does. */
  resolve(name: string, type: RecordType): Promise<Reply> {
    const key = `${absolute(name)} ${type}`;
    const known = this.remembered.get(key);
    if (known && this.clock.now() < known.until) return Promise.resolve(aged(known, this.clock.now()));
    const asked = this.asked.get(key) ?? this.askAnew(key, name, type);
    this.asked.set(key, asked);
    return asked;
  }

  /** Forgets everything, as a machine does that changes its network. */
  clear(): void {
    this.remembered.clear();
  }

  private async askAnew(key: string, name: string, type: RecordType): Promise<Reply> {
    try {
      const reply = await this.ask(name, type);
      const from = this.clock.now();
      const until = from + lifetimeSeconds(reply) * MS_PER_SECOND;
      if (until > from) this.remembered.set(key, { reply, from, until });
      else this.remembered.delete(key);
      return reply;
    } finally {
      this.asked.delete(key);
    }
  }
}

/** Seconds that a reply may be used; 0: for this one question only. */
export function lifetimeSeconds({ rcode, answers, authorities }: Reply): number {
  if (rcode !== "NOERROR" && rcode !== "NXDOMAIN") return 0;
  if (answers.length > 0) return Math.min(...answers.map(ttlOf));
  const soa = authorities.find((record) => record.type === "SOA");
  return soa ? Math.min(ttlOf(soa), soa.data.minimum ?? 0) : 0;
}

const ttlOf = (record: Answer) => ("ttl" in record ? (record.ttl ?? 0) : 0);

function aged({ reply, from }: Remembered, now: number): Reply {
  // Rounded up: nobody behind this cache may keep an answer longer than it does.
  const age = Math.ceil((now - from) / MS_PER_SECOND);
  const older = (record: Answer): Answer =>
    "ttl" in record ? { ...record, ttl: Math.max(0, (record.ttl ?? 0) - age) } : record;
  return { ...reply, answers: reply.answers.map(older), authorities: reply.authorities.map(older) };
}
