import { signatureOf } from "./aws-clients";
import { GLOBAL_REGION } from "./global-region";
import { GLOBAL_LISTS, type InventoryList, REGIONAL_LISTS, recordsOfZone } from "./inventory-lists";

/** Everything that exists in an account, one line a thing (`us-west-2 ec2 address eipalloc-…`), sorted. */
export type Inventory = readonly string[];

/**
 * Lists what moto holds in these regions and in the global services. moto's own `/moto-api/data.json` is of no use: it
 * keeps what was deleted, and lists twenty thousand images.
 * @throws Error if a list does not fit on the first page: an inventory must be whole.
 */
export async function takeInventory(endpoint: string, regions: readonly string[]): Promise<Inventory> {
  const lines: string[] = [];
  for (const region of new Set(regions))
    for (const list of REGIONAL_LISTS) lines.push(...(await ask(endpoint, region, list)));
  for (const list of GLOBAL_LISTS) lines.push(...(await ask(endpoint, GLOBAL_REGION, list)));
  const zones = lines.flatMap((line) => /^\S+ hosted zone (\S+)$/.exec(line)?.[1] ?? []);
  for (const zone of zones) lines.push(...(await ask(endpoint, GLOBAL_REGION, recordsOfZone(zone))));
  return [...new Set(lines)].sort();
}

/** What came and went between two inventories. */
export function compareInventories(before: Inventory, after: Inventory): { added: string[]; removed: string[] } {
  const [had, has] = [new Set(before), new Set(after)];
  return { added: after.filter((line) => !had.has(line)), removed: before.filter((line) => !has.has(line)) };
}

async function ask(endpoint: string, region: string, list: InventoryList): Promise<string[]> {
  const text = await send(endpoint, region, list);
  // Each protocol says in its own way that there is more.
  if (/<IsTruncated>true<|<NextToken>[^<]|"(?:NextToken|nextToken|NextMarker)": "/.test(text))
    throw new Error(`The list of every ${list.kind} in ${region} has more than one page; the inventory reads one.`);
  return [...text.matchAll(list.pattern)].map((match) => [region, list.kind, ...match.slice(1)].join(" "));
}

/** Raw requests: no SDK client is needed for services of which nothing else is read. */
async function send(endpoint: string, region: string, { kind, service, request }: InventoryList): Promise<string> {
  const response = await fetch(endpoint + (request.protocol === "rest" ? request.path : "/"), {
    ...(request.protocol === "query" && {
      method: "POST",
      body: `${request.parameters}&Version=${request.version}`,
    }),
    ...(request.protocol === "json" && { method: "POST", body: "{}" }),
    headers: {
      authorization: signatureOf(service, region),
      ...(request.protocol === "query" && { "content-type": "application/x-www-form-urlencoded" }),
      ...(request.protocol === "json" && {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": request.target,
      }),
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`moto's list of every ${kind} in ${region} failed: ${response.status} ${text}`);
  return text;
}
