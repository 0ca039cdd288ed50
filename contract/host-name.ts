/** The label that stands for any: a wildcard covers it unless the zone has a record of that very name. */
const ANY_LABEL = "pilot-light";

/**
 * A name that users of this domain may ask for, to be asked for in their place: the domain itself or, of a wildcard such as
 * `*.example.com`, one of the names that it covers. No host has an asterisk in its name, and servers may refuse one in
 * `Host` and in TLS's server name (RFC 6066, section 3).
 */
export function hostNameOf(domain: string): string {
  return domain.replace(/^\*\./, `${ANY_LABEL}.`);
}
