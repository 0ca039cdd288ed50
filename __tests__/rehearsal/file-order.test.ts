import { inOrderOfFile } from "../../rehearsal/file-order";

test("stacks stand in the order in which the file has their workloads, named or not", () => {
  const text = `workloads:
  - { domain: www.example.net, name: shop-2 }
  - domain: WWW.example.com.
  - domain: api.example.com
`;
  const stacks = ["api-failover", "api-standby", "shop-2-failover", "shop-2-primary", "www-failover", "www-primary"];
  expect(
    inOrderOfFile(
      stacks.map((name) => ({ name })),
      text,
    ).map(({ name }) => name),
  ).toEqual(["shop-2-failover", "shop-2-primary", "www-failover", "www-primary", "api-failover", "api-standby"]);
});
