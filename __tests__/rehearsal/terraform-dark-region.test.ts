import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unansweringRegions } from "../../rehearsal/terraform-dark-region";
import type { Diagnostic } from "../../rehearsal/terraform-messages";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
writeFileSync(
  join(folder, "cdk.tf.json"),
  JSON.stringify({
    provider: {
      aws: [
        { alias: "primary", region: "us-west-2" },
        { alias: "us_east_1", region: "us-east-1" },
      ],
    },
    resource: {
      aws_eip: { "site_elastic-ip": { provider: "aws.primary" } },
      aws_iam_role: { site_access: { provider: "aws.primary" } },
      aws_route53_record: { www: { provider: "aws.primary" } },
    },
    data: { aws_eip: { "site_elastic-ip": { provider: "aws.us_east_1" } } },
  }),
);

/** As the provider 5.100.0 said it. */
const SAID = {
  reset:
    "exceeded maximum number of attempts, 8, https response error StatusCode: 0, RequestID: , request send failed, read: connection reset by peer",
  refused:
    "https response error StatusCode: 0, RequestID: , request send failed, dial tcp: connect: connection refused",
  hanging:
    "operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , canceled, context canceled",
};
const error = (summary: string, address?: string): Diagnostic => ({
  severity: "error",
  summary,
  detail: "",
  ...(address === undefined ? {} : { address }),
});
const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"].primary';

test.each(Object.entries(SAID))(
  "a provider that meets a region of which every call is %s names the region",
  (_, said) => {
    expect(unansweringRegions(folder, [error(said, PROVIDER)])).toEqual(["us-west-2"]);
  },
);

test("resources and data sources of a dark region name it through their provider, each region once", () => {
  const diagnostics = ["aws_eip.site_elastic-ip", "aws_eip.site_elastic-ip[0]", "data.aws_eip.site_elastic-ip"].map(
    (address) => error(SAID.reset, address),
  );
  expect(unansweringRegions(folder, diagnostics)).toEqual(["us-west-2", "us-east-1"]);
});

test.each(["aws_iam_role.site_access", "aws_route53_record.www", "data.aws_route53_zone.zone"])(
  "%s is served by one region, whatever its provider's",
  (address) => {
    expect(unansweringRegions(folder, [error(SAID.hanging, address)])).toEqual(["us-east-1"]);
  },
);

test("the silence may be told in the details", () => {
  const waited = { ...error("reading EC2 EIP", PROVIDER), detail: "request canceled, context deadline exceeded" };
  expect(unansweringRegions(folder, [waited])).toEqual(["us-west-2"]);
});

test("an answer that is an error, and a warning, are no silence", () => {
  const answered = error("StatusCode: 400, api error AddressLimitExceeded", "aws_eip.site_elastic-ip");
  const warning: Diagnostic = { ...error(SAID.reset, PROVIDER), severity: "warning" };
  expect(unansweringRegions(folder, [answered, warning])).toEqual([]);
  // Nothing is read to know that.
  expect(unansweringRegions(join(folder, "none"), [answered])).toEqual([]);
});

test("silence at an address that tells no region names none", () => {
  expect(unansweringRegions(folder, [error(SAID.reset), error(SAID.reset, "terraform_data.x")])).toEqual([]);
});
