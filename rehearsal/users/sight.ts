/** What a user asks for: all that users know. */
export interface Site {
  readonly domain: string;
  readonly protocol: "HTTP" | "HTTPS";
  readonly port: number;
}

/**
 * What a user saw of a site. `page`: its first line. `status`: a server answered, but not with a page.
 * `address`: what DNS answered, if it did.
 */
export type Sight =
  | { readonly kind: "served"; readonly address: string; readonly page: string }
  | { readonly kind: "not served"; readonly address?: string; readonly status?: number; readonly why: string };

/** In a sentence. */
export function sightText(sight: Sight): string {
  if (sight.kind === "served") return `users are served by ${sight.address}: "${sight.page}"`;
  return `users are not served: ${sight.why}`;
}

/** Whether the request was answered by the server at this address, with a page or without. */
export function isAnswerOf(sight: Sight, address: string): boolean {
  return sight.address === address && (sight.kind === "served" || sight.status !== undefined);
}
