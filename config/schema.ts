import { z } from "zod";
import { alertAddressFault } from "./alert-address";
import { bucketNameFault } from "./bucket-name";
import { domainFault, hostedZoneFault, normalizedDomain } from "./domain-name";
import { choice, field, obeying, obeyingAll, wholeNumber } from "./field";
import { healthCheckPathFault } from "./health-check-path";
import { providerRangeFault } from "./provider-range";
import { DEFAULT_REGIONS, regionFault } from "./regions";
import { primarySchema, standbySchema } from "./site-schema";
import { tagFaults } from "./tags";
import { workloadNameFault } from "./workload-name";

/**
 * A day, in seconds. Route 53 takes more (2,147,483,647), but resolvers would keep users at a dead site for as long.
 * It takes 0 too, which makes every page view a paid query, and which many resolvers raise to a value of their own.
 */
const MAXIMUM_TTL = 86_400;
/** An hour, in seconds: a standby that needs longer is a restore, not a pilot light. */
const MAXIMUM_BOOT_SECONDS = 3_600;
/** A day, in seconds: who is not sure after that wants `maintenance on`, and pays for a server that nobody uses. */
const MAXIMUM_GRACE_SECONDS = 86_400;
const MAXIMUM_PORT = 65_535;
/** Route 53, CreateHealthCheck, FailureThreshold. */
const MAXIMUM_THRESHOLD = 10;

const region = (role: string) =>
  field(obeying(z.string(), regionFault), {
    description: `Region of the ${role} sites.`,
    allowed: "a region that every AWS account has enabled",
    examples: DEFAULT_REGIONS,
  });

export const regionsSchema = field(
  z.strictObject({
    primary: region("primary").default("us-west-2"),
    standby: region("standby").default("us-east-1"),
  }),
  { description: "The two regions.", allowed: "a mapping with `primary` and `standby`" },
);

export const healthCheckSchema = field(
  z.strictObject({
    protocol: choice(["HTTP", "HTTPS"], "How Route 53 asks. Certificates are not validated.").default("HTTP"),
    port: wholeNumber(
      1,
      MAXIMUM_PORT,
      "",
      "The service's port: open to the world. Default: 80 for HTTP, 443 for HTTPS.",
    ).optional(),
    path: field(obeying(z.string(), healthCheckPathFault), {
      description: "What is asked for; every answer from 200 to 399 is healthy.",
      allowed: 'a path that begins with "/"',
    }).default("/health"),
    interval: field(z.literal([10, 30]), {
      description: "Seconds between two questions of one checker. It cannot be changed afterwards.",
      allowed: "10 or 30 (seconds)",
    }).default(10),
    threshold: wholeNumber(1, MAXIMUM_THRESHOLD, "", "Failures in a row until a checker says unhealthy.").default(3),
  }),
  {
    description: "How Route 53 sees whether a site serves.",
    allowed: "a mapping, such as `{protocol: HTTPS, path: /ready}`",
  },
);

export const workloadSchema = field(
  z.strictObject({
    domain: field(obeying(z.string().overwrite(normalizedDomain), domainFault), {
      description: "The name that users ask for, and that fails over.",
      allowed: 'a DNS name, such as "www.example.com"',
    }),
    hostedZone: field(obeying(z.string().overwrite(normalizedDomain), hostedZoneFault), {
      description: "Name of the public Route 53 hosted zone that holds the domain.",
      allowed: 'a DNS name, such as "example.com"',
    }),
    name: field(obeying(z.string(), workloadNameFault), {
      description: "Names everything that is deployed. Default: the domain's first label.",
      allowed: "a short name of lower-case letters, digits and hyphens",
    }).optional(),
    ttl: wholeNumber(1, MAXIMUM_TTL, " (seconds)", "Seconds that resolvers may keep an answer.").default(30),
    bootSeconds: wholeNumber(
      1,
      MAXIMUM_BOOT_SECONDS,
      " (seconds)",
      "Seconds that the application needs from the running instance to its first good answer.",
    ).default(30),
    failback: choice(
      ["manual", "automatic"],
      "Whether users return to the primary when you say so, or as soon as it answers.",
    ).default("manual"),
    graceSeconds: wholeNumber(
      0,
      MAXIMUM_GRACE_SECONDS,
      " (seconds)",
      "Seconds for which the primary must be seen again before a standby that was not needed is stopped; two TTLs at least.",
    ).default(600),
    dashboard: field(z.boolean(), {
      description: "Whether CloudWatch gets a dashboard in the standby region; it costs 3 dollars a month.",
      allowed: "true or false",
    }).default(false),
    runtime: choice(
      ["nodejs22.x", "nodejs24.x"],
      "The controller's Lambda runtime; nodejs24.x needs AWS provider 6.",
    ).default("nodejs22.x"),
    healthCheck: healthCheckSchema.prefault({}),
    primary: primarySchema.prefault({}),
    standby: standbySchema.prefault({}),
  }),
  { description: "What fails over together.", allowed: "a mapping with `domain` and `hostedZone`" },
);

const alertSchema = field(obeying(z.string(), alertAddressFault), {
  description: "Who is told.",
  allowed: "an e-mail address, an https:// address or a phone number in quotes",
});

const stateSchema = field(
  z.union([
    z.literal("local"),
    z.strictObject({
      bucket: field(obeying(z.string(), bucketNameFault), {
        description: "An existing S3 bucket in the standby region; it gets a lock file as well.",
        allowed: "an S3 bucket's name",
      }),
    }),
  ]),
  { description: "Where Terraform keeps its state.", allowed: "local, or a mapping with `bucket`" },
);

/** The shape of pilot-light.yaml. Its keys are the whole of what a user may say. */
export const fileSchema = field(
  z.strictObject({
    workloads: field(z.array(workloadSchema).min(1), {
      description: "What fails over, each with its own pair of servers.",
      allowed: "a list of at least one workload",
    }),
    alerts: field(z.array(alertSchema).min(1), {
      description: "Who is told when something happens.",
      allowed: "a list of at least one e-mail address, https:// address or phone number",
    }),
    regions: regionsSchema.prefault({}),
    tags: field(
      obeyingAll(
        z.record(z.string(), field(z.string(), { description: "The tag's value.", allowed: "text" })),
        tagFaults,
      ),
      {
        description: "Tags for everything that is deployed.",
        allowed: "a mapping of text to text",
      },
    ).default({}),
    state: stateSchema.default("local"),
    awsProvider: field(obeying(z.string(), providerRangeFault), {
      description: "Terraform version constraint of the AWS provider.",
      allowed: 'a version constraint in quotes, such as "~> 5.100"',
    }).default("~> 5.100"),
  }),
  {
    description: "Pilot Light: what has a standby in another region.",
    allowed: "a mapping with `workloads` and `alerts`",
  },
);

export type ConfigurationFile = z.output<typeof fileSchema>;
export type WorkloadEntry = z.output<typeof workloadSchema>;
