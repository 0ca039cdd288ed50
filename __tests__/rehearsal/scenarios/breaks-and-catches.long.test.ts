import { SCENARIOS } from "../../../rehearsal/catalogue";
import { type Played, playAndKeep } from "../../../rehearsal/play-scenario";
import type { ProvenDeployment } from "../../../rehearsal/proven-deployment";
import type { Scenario } from "../../../rehearsal/scenario";
import { configuration, withFallbackType } from "../../configurations";
import { provenDeployment } from "../proven-deployment";
import type { BrokenProduct } from "./broken-product";
import { brokenProducts } from "./broken-products";
import { type Catch, catchTable } from "./catch-table";

/** A deployment takes 80 s on two cores; the longest play, an hour of AWS time, two minutes. */
jest.setTimeout(600_000);

const catches: Catch[] = [];

afterAll(() => {
  process.stdout.write(`\n${catchTable(catches)}\n`);
});

test("for each scenario, the product is broken in the way that it is there to find", () => {
  const broken = new Set(brokenProducts.map(({ scenario }) => scenario.name));
  expect(SCENARIOS.filter(({ name }) => !broken.has(name))).toEqual([]);
});

describe("on the configuration as it stands", () => {
  findMistakes(provenDeployment(), ({ deployment }) => deployment === "as configured");
});

describe("with the primary in us-east-1, and a fallback type for the standby", () => {
  const given = withFallbackType(configuration("primary-in-us-east-1"), "t3.small");
  findMistakes(provenDeployment(given), ({ deployment }) => deployment !== "as configured");
});

/** @param isHere whether a scenario is played on this deployment */
function findMistakes(deployment: ProvenDeployment, isHere: (scenario: Scenario) => boolean): void {
  test.each(brokenProducts.filter(({ scenario }) => isHere(scenario)))(
    "where $wrong, $scenario.name fails: $caughtBy",
    async (product) => {
      const { scenario, wrong, caughtBy } = product;
      const { report, broken } = await played(deployment, product, scenario);
      expect(broken?.message).toContain(`${caughtBy}: `);
      const seconds = (broken!.at - (report.struckAt ?? report.begunAt)) / 1_000;
      catches.push({ scenario: scenario.name, wrong, caughtBy, seconds });
    },
  );

  const unnoticed = brokenProducts.flatMap((product) =>
    product.unnoticedBy && isHere(product.unnoticedBy) ? [{ ...product, scenario: product.unnoticedBy }] : [],
  );
  test.each(unnoticed)("where $wrong, $scenario.name has nothing to find", async (product) => {
    const { broken } = await played(deployment, product, product.scenario);
    expect(broken?.message).toBeUndefined();
  });
}

async function played(on: ProvenDeployment, product: BrokenProduct, scenario: Scenario): Promise<Played> {
  const { deployment, breakIt } = product.broken(on);
  const found = await playAndKeep(scenario, deployment, { seed: product.seed ?? 1, breakIt });
  await found.aws.stop();
  return found;
}
