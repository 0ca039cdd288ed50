import { readFileSync } from "node:fs";
import { jsonSchemaText } from "../../config/json-schema";

type Node = {
  description?: string;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  [key: string]: unknown;
};

const SCHEMA = JSON.parse(jsonSchemaText()) as Node;

test("pilot-light.schema.json is what the code says; `npm run schema` rewrites it", () => {
  expect(readFileSync("pilot-light.schema.json", "utf8")).toBe(jsonSchemaText());
});

test("every key has a description for the editor", () => {
  const silent = (node: Node, path: string): string[] => [
    ...Object.entries(node.properties ?? {}).flatMap(([key, below]) => [
      ...(below.description === undefined ? [`${path}.${key}`] : []),
      ...silent(below, `${path}.${key}`),
    ]),
    ...(node.items ? silent(node.items, `${path}[]`) : []),
    ...(node.anyOf ?? []).flatMap((option) => silent(option, path)),
  ];
  expect(silent(SCHEMA, "")).toEqual([]);
});

test("only what the smallest file holds is required", () => {
  expect(SCHEMA.required).toEqual(["workloads", "alerts"]);
  expect(SCHEMA.properties?.workloads?.items?.required).toEqual(["domain", "hostedZone"]);
});

test("an editor sees defaults, choices, bounds and the regions", () => {
  const workload = SCHEMA.properties?.workloads?.items?.properties;
  expect(workload?.ttl).toMatchObject({ default: 30, minimum: 1, maximum: 86_400 });
  expect(workload?.failback).toMatchObject({ default: "manual", enum: ["manual", "automatic"] });
  expect(SCHEMA.properties?.regions?.properties?.standby).toMatchObject({
    default: "us-east-1",
    examples: expect.arrayContaining(["eu-west-1"]),
  });
});
