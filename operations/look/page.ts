import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { TLSSocket } from "node:tls";
import { type Certificate, certificateOf } from "./certificate";

/** A page to ask for, at an address: a site is never asked by name, which leads wherever DNS has turned. */
export interface PageTarget {
  readonly protocol: "HTTP" | "HTTPS";
  /** IPv4. */
  readonly address: string;
  readonly port: number;
  readonly path: string;
  /** Sent as Host header and, with HTTPS, as SNI. */
  readonly domain: string;
}

/** `ms`: from the first packet to the status line. `excerpt`: the title, or the first words of the body. */
export type Page =
  | { kind: "answers"; status: number; ms: number; excerpt: string; certificate?: Certificate }
  | { kind: "fails"; why: string };

/** 2xx and 3xx, as Route 53 counts. */
export const isGood = (page: Page): boolean => page.kind === "answers" && page.status >= 200 && page.status < 400;

/** As much of a body as is read for its first words. */
const READ_BYTES = 4_096;
const LONGEST_EXCERPT = 60;
const USUAL_PORT = { HTTP: 80, HTTPS: 443 } as const;

/** Asks once, follows no redirect, and believes no certificate: what a browser would say of it is in the answer. Never rejects. */
export function fetchPage(target: PageTarget, withinMs: number, now: () => number): Promise<Page> {
  return new Promise((resolve) => {
    const startedAt = now();
    const request = open(target);
    const timer = setTimeout(() => finish({ kind: "fails", why: `no answer within ${withinMs / 1_000} s` }), withinMs);

    function finish(page: Page): void {
      clearTimeout(timer);
      request.destroy();
      resolve(page);
    }

    request.once("response", async (response) => {
      const status = response.statusCode ?? 0;
      const ms = now() - startedAt;
      const certificate =
        target.protocol === "HTTPS" ? certificateOf(response.socket as TLSSocket, target.domain) : undefined;
      const excerpt = excerptOf(await beginning(response));
      finish({ kind: "answers", status, ms, excerpt, ...(certificate ? { certificate } : {}) });
    });
    // `on`, not `once`: destroying the request may emit a second error, which nobody else would catch.
    request.on("error", (error: NodeJS.ErrnoException) => finish({ kind: "fails", why: error.code ?? error.message }));
    request.end();
  });
}

function open({ protocol, address, port, path, domain }: PageTarget): ClientRequest {
  const options = {
    host: address,
    port,
    path,
    agent: false,
    headers: {
      Host: port === USUAL_PORT[protocol] ? domain : `${domain}:${port}`,
      "User-Agent": "pilot-light-operator",
    },
  };
  if (protocol === "HTTP") return httpRequest(options);
  return httpsRequest({ ...options, servername: domain, rejectUnauthorized: false });
}

async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= READ_BYTES) break;
    }
  } catch {
    // The status has come; a body that breaks off has no more words.
  }
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString("utf8");
}

function excerptOf(body: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1];
  const text = (title ?? body.replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}…` : text;
}

/** As a person would type it. */
export function urlOf({ protocol, port, path, domain }: Omit<PageTarget, "address">): string {
  return `${protocol.toLowerCase()}://${domain}${port === USUAL_PORT[protocol] ? "" : `:${port}`}${path}`;
}
