import { z } from "zod";
import { FALLBACKS_ALLOWED, fallbackCountFault } from "./fallback-types";
import { field, obeying, wholeNumber } from "./field";
import { addressFault } from "./ipv4-address";
import { amiFault, instanceIdFault, instanceTypeFault, subnetFault } from "./server";

/** Far beyond any server's replacements; it keeps the number short in names. */
const MAXIMUM_GENERATION = 9_999;

const managedFields = {
  ami: field(obeying(z.string(), amiFault), {
    description: "Machine image. Default: current Amazon Linux 2023 for the instance type.",
    allowed: "an AMI id or the name of an SSM parameter",
  }).optional(),
  instanceType: field(obeying(z.string(), instanceTypeFault), {
    description: "EC2 instance type.",
    allowed: 'an EC2 instance type, such as "t3.micro"',
  }).default("t3.micro"),
  subnet: field(obeying(z.string(), subnetFault), {
    description: "Subnet's id. Default: a subnet of the default VPC whose zone offers the instance type.",
    allowed: 'a subnet\'s id, such as "subnet-0123456789abcdef0"',
  }).optional(),
  userData: field(z.string().min(1), {
    description:
      "File, relative to this one, that is passed on untouched as EC2 user data. " +
      "Default: the demonstration page, unless `ami` is set; then none.",
    allowed: "a file's path, relative to this file",
  }).optional(),
  generation: wholeNumber(1, MAXIMUM_GENERATION, "", "Raise it to replace the server.").default(1),
};

const standbyFields = {
  ...managedFields,
  fallbackInstanceTypes: field(
    obeying(
      z.array(
        field(obeying(z.string(), instanceTypeFault), {
          description: "EC2 instance type.",
          allowed: 'an EC2 instance type, such as "t3.small"',
        }),
      ),
      fallbackCountFault,
    ),
    {
      description: "What to start the standby as, in this order, where EC2 has no capacity for its instance type.",
      allowed: FALLBACKS_ALLOWED,
    },
  ).default([]),
};

export const standbySchema = field(z.strictObject(standbyFields), {
  description: "The standby site.",
  allowed: "a mapping, such as `{instanceType: t3.small}`",
});

const existingSchema = field(
  z.strictObject({
    address: field(obeying(z.string(), addressFault), {
      description: "The server's public IPv4 address.",
      allowed: "a public IPv4 address",
    }),
    instanceId: field(obeying(z.string(), instanceIdFault), {
      description: "The server's instance id, where it is on EC2 in the primary region.",
      allowed: 'an EC2 instance\'s id, such as "i-0123456789abcdef0"',
    }).optional(),
  }),
  { description: "A server that already exists: it is only watched.", allowed: "a mapping with `address`" },
);

export const primarySchema = field(z.strictObject({ ...managedFields, existing: existingSchema.optional() }), {
  description: "The primary site.",
  allowed: "a mapping, such as `{instanceType: t3.small}` or `{existing: {address: …}}`",
});

export type SiteEntry = Omit<z.output<typeof standbySchema>, "fallbackInstanceTypes">;
