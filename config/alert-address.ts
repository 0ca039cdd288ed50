import type { AlertAddress } from "./configuration";
import { isHostName, normalizedDomain } from "./domain-name";
import type { Fault } from "./problem";

/** ITU-T E.164: a plus sign, a country code that does not begin with 0, at most 15 digits in all. */
const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]{1,64}@([^\s@]+)$/;

/** The address as SNS takes it, or undefined where it is none of the three kinds. */
export function alertAddress(text: string): AlertAddress | undefined {
  if (PHONE_NUMBER.test(text)) return { protocol: "sms", endpoint: text };
  if (URL.canParse(text) && new URL(text).protocol === "https:") return { protocol: "https", endpoint: text };
  const host = EMAIL.exec(text)?.[1];
  if (host !== undefined && isHostName(normalizedDomain(host))) return { protocol: "email", endpoint: text };
  return undefined;
}

/** What forbids an alert address. */
export function alertAddressFault(text: string): Fault | undefined {
  if (alertAddress(text) !== undefined) return undefined;
  const digits = text.replace(/[\s()./-]/g, "").replace(/^00/, "+");
  const secured = text.replace(/^http:/i, "https:");
  return {
    code: "invalid-alert",
    what: /^http:/i.test(text) ? "alerts are not sent unencrypted" : "nobody can be told at this address",
    allowed: 'an e-mail address, an "https://" address or a phone number such as "+12065550100" (E.164, in quotes)',
    suggestion: [secured, `"${digits}"`].find(
      (candidate) => candidate !== text && alertAddress(candidate.replaceAll('"', "")) !== undefined,
    ),
  };
}
