import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";

/** An answer that the gateway gives in moto's place. */
export interface MendedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Others than type, length and date. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One known gap between moto and AWS, and how the gateway closes it: with an answer in moto's place, with parameters that
 * moto needs and AWS does not, or by correcting moto's answer. Its test shows the gap in bare moto too, so that the mend
 * can go when moto is mended. The clock is held meanwhile: a mend may read, and not wait for AWS time.
 */
export type Mend = AnsweringMend | CompletingMend | RewritingMend;

export interface AnsweringMend {
  /** What is wrong in moto. */
  readonly name: string;
  /** The answer that AWS would give, or undefined to leave the call to moto. */
  answer(call: Call, deployed: AwsClients): Promise<MendedAnswer | undefined>;
}

export interface CompletingMend {
  readonly name: string;
  /** Parameters of the query protocol that moto is given besides the client's. */
  complete(call: Call): URLSearchParams;
}

export interface RewritingMend {
  readonly name: string;
  rewrites(call: Call): boolean;
  /** @param body moto's answer to such a call, with a status below 400 */
  rewrite(call: Call, body: string): string;
}
