import { readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string; resolved?: string; license?: string; optionalDependencies?: object }>;
};

test("the lock file carries no download address: each user's registry is their own business", () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith("http"))).toEqual([]);
});

test("the lock file holds every optional package that a package of it asks for, so that macOS installs from it too", () => {
  const asked = Object.entries(packages).flatMap(([name, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((dependency) => ({ name, dependency })),
  );
  const missing = asked.filter(
    ({ name, dependency }) =>
      !(`node_modules/${dependency}` in packages) && !(`${name}/node_modules/${dependency}` in packages),
  );
  expect(missing).toEqual([]);
});

test("no package can be had under a GPL only, of whatever kind", () => {
  const refused = Object.entries(packages).filter(([, { license = "" }]) =>
    license.split(" OR ").every((choice) => choice.includes("GPL")),
  );
  expect(refused.map(([name, { license }]) => `${name}: ${license}`)).toEqual([]);
});
