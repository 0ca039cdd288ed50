import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import type { ManagedSite } from "../config/configuration";
import { type SiteRole, TAG } from "../contract/tags";
import { rememberCreation, siteInFile } from "./creation-memory";
import { SessionManagerProfile } from "./session-manager-profile";
import { SiteSubnet } from "./site-subnet";

export interface SiteProps {
  readonly provider: AwsProvider;
  readonly region: string;
  readonly workload: string;
  readonly role: SiteRole;
  readonly site: ManagedSite;
  /** Other types that the server may be started as; none for a primary. */
  readonly fallbackInstanceTypes: readonly string[];
  /** TCP port that is open to the world; nothing else is. */
  readonly servicePort: number;
}

/**
 * One workload's server in one region: security group, network interface, Elastic IP, EC2 instance.
 * Whether the instance runs is nobody's business here: the standby's controller starts and stops it, and an apply
 * during a failover must change nothing.
 */
export class Site extends Construct {
  readonly address: string;
  readonly instanceId: string;
  /** ARN of the instance. */
  readonly instanceArn: string;
  /** ARN of the key that encrypts the root volume. */
  readonly volumeKeyArn: string;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { provider, region, workload, role, site, fallbackInstanceTypes, servicePort } = props;
    const tags = { Name: `${workload}-${role}`, [TAG.site]: role };
    const where = siteInFile(workload, role);

    const subnet = new SiteSubnet(this, "place", {
      provider,
      region,
      subnet: site.subnet,
      instanceType: site.instanceType,
      fallbackInstanceTypes,
      where,
    });

    const securityGroup = new SecurityGroup(this, "security-group", {
      provider,
      namePrefix: `pilot-light-${workload}-${role}-`,
      description: `Pilot Light: the ${role} of ${workload}`,
      vpcId: subnet.vpcId,
      tags,
      // Inline, so that a rule that somebody adds by hand shows in the next plan.
      ingress: [
        {
          description: "The service; users and Route 53 health checkers come from anywhere",
          protocol: "tcp",
          fromPort: servicePort,
          toPort: servicePort,
          cidrBlocks: ["0.0.0.0/0"],
        },
      ],
      egress: [{ description: "Anything out", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      // The interface must let go of an old group before it can be deleted.
      lifecycle: { createBeforeDestroy: true },
    });

    const networkInterface = new NetworkInterface(this, "network-interface", {
      provider,
      description: `Pilot Light: the ${role} of ${workload}`,
      subnetId: subnet.id,
      securityGroups: [securityGroup.id],
      tags,
      // The default subnet is chosen once: a zone that AWS adds later must not replace a server.
      lifecycle: site.subnet.kind === "default" ? { ignoreChanges: ["subnet_id"] } : undefined,
    });

    const elasticIp = new Eip(this, "elastic-ip", {
      provider,
      domain: "vpc",
      networkInterface: networkInterface.id,
      tags,
    });
    this.address = elasticIp.publicIp;

    const created = rememberCreation(this, { site, role, where });
    const instance = new Instance(this, "instance", {
      provider,
      ami: imageId(this, provider, site),
      instanceType: site.instanceType,
      iamInstanceProfile: new SessionManagerProfile(this, "access", { provider, workload }).name,
      networkInterface: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id }],
      // Base64, so that the file's bytes arrive untouched: Terraform would read `${…}` in plain text as its own.
      userDataBase64:
        site.userData.bytes.length === 0 ? undefined : Buffer.from(site.userData.bytes).toString("base64"),
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
      tags,
      // An instance that boots before its address is associated has no internet, and so no first boot.
      dependsOn: [elasticIp],
      lifecycle: {
        ignoreChanges: [
          "ami",
          "user_data",
          "user_data_base64",
          // The controller may have started the standby as another type, where the wanted one had no capacity.
          ...(role === "standby" ? ["instance_type"] : []),
        ],
        // As text: cdktf 0.21 wraps a construct in `${…}`, which Terraform does not read here.
        replaceTriggeredBy: [`terraform_data.${created.friendlyUniqueId}`],
        postcondition: subnet.fallbacksAreOffered.length > 0 ? subnet.fallbacksAreOffered : undefined,
      },
    });
    this.instanceId = instance.id;
    this.instanceArn = instance.arn;
    this.volumeKeyArn = instance.rootBlockDevice.kmsKeyId;
  }
}

function imageId(scope: Construct, provider: AwsProvider, site: ManagedSite): string {
  if (site.ami.kind === "id") return site.ami.id;
  // `value` is marked sensitive and would hide the image in plan reviews; the parameter is public.
  return new DataAwsSsmParameter(scope, "image", { provider, name: site.ami.name }).insecureValue;
}
