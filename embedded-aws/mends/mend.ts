import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";

/** An answer that the gateway gives in moto's place. */
export interface MendedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * One known gap between moto and AWS, and how the gateway closes it: with an answer in moto's place, or with parameters
 * that moto needs and AWS does not. Its test shows the gap in bare moto too, so that the mend can go when moto is mended.
 */
export type Mend = AnsweringMend | CompletingMend;

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
