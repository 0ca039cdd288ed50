import { createHash } from "node:crypto";
import type { ManagedSite } from "../../config/configuration";
import { Site } from "../../constructs/site";
import type { SiteRole } from "../../contract/tags";
import { managedSite } from "../configurations";
import { synthesizeConstruct } from "../construct-synth";
import { only } from "../synthesized";

function synthesizeSite(
  change: Partial<ManagedSite> = {},
  role: SiteRole = "standby",
  fallbackInstanceTypes: string[] = [],
) {
  const site = { ...managedSite(), ...change };
  const { resource, data, check } = synthesizeConstruct((scope, { standby }) => {
    const place = { provider: standby, region: "eu-west-1", workload: "shop", role };
    new Site(scope, "site", { ...place, site, fallbackInstanceTypes, servicePort: 8443 });
  });
  return { resource, data, check: check!, instance: only(resource, "aws_instance") };
}

const [NETWORK_INTERFACE, ELASTIC_IP, SECURITY_GROUP] = [
  "aws_network_interface.site_network-interface",
  "aws_eip.site_elastic-ip",
  "aws_security_group.site_security-group",
];

describe("a site's address", () => {
  it("is an Elastic IP on the server's own network interface", () => {
    const { resource, instance } = synthesizeSite();
    expect(only(resource, "aws_eip")).toMatchObject({
      domain: "vpc",
      network_interface: `\${${NETWORK_INTERFACE}.id}`,
    });
    expect(instance.network_interface).toEqual([
      { device_index: 0, network_interface_id: `\${${NETWORK_INTERFACE}.id}` },
    ]);
  });

  it("is associated before the server boots, which needs the internet", () => {
    expect(synthesizeSite().instance.depends_on).toEqual([ELASTIC_IP]);
  });

  it("is never a public address of the instance, which a stopped server would lose", () => {
    expect(synthesizeSite().instance).not.toHaveProperty("associate_public_ip_address");
  });
});

describe("a site's server", () => {
  it("fails the plan where its own zone, chosen long ago, does not offer a type that it may be started as", () => {
    expect(synthesizeSite().instance.lifecycle).not.toHaveProperty("postcondition");
    expect(synthesizeSite({}, "standby", ["m7g.large"]).instance.lifecycle.postcondition).toEqual([
      {
        condition:
          "${contains(data.aws_ec2_instance_type_offerings.site_place_zones-with-m7glarge.locations, self.availability_zone)}",
        error_message:
          'workload "shop", standby: the zone of this server does not offer the instance type m7g.large, so that it could never be started as one. Take m7g.large out of fallbackInstanceTypes.',
      },
    ]);
  });

  it("answers IMDSv2 only", () => {
    expect(synthesizeSite().instance.metadata_options).toEqual({ http_endpoint: "enabled", http_tokens: "required" });
  });

  it("has an encrypted gp3 root volume", () => {
    expect(synthesizeSite().instance.root_block_device).toMatchObject({ encrypted: true, volume_type: "gp3" });
  });

  it("is reached through Session Manager", () => {
    const profile = "${aws_iam_instance_profile.site_access_profile.name}";
    expect(synthesizeSite().instance.iam_instance_profile).toBe(profile);
  });

  it("has the type of the file", () => {
    expect(synthesizeSite().instance.instance_type).toBe("m7g.medium");
  });

  it("runs the image that is given by its id", () => {
    const { instance, data } = synthesizeSite({ ami: { kind: "id", id: "ami-0123456789abcdef0" } });
    expect(instance.ami).toBe("ami-0123456789abcdef0");
    expect(data).not.toHaveProperty("aws_ssm_parameter");
  });

  it("runs the image that an SSM parameter names, shown in plans", () => {
    const { instance, data } = synthesizeSite({ ami: { kind: "ssmParameter", name: "/shop/golden-image" } });
    expect(only(data, "aws_ssm_parameter").name).toBe("/shop/golden-image");
    expect(instance.ami).toBe("${data.aws_ssm_parameter.site_image.insecure_value}");
  });

  it("gets the user data's bytes untouched, also those that Terraform would read as its own", () => {
    const { bytes } = managedSite().userData;
    expect(Buffer.from(bytes).toString()).toContain("${not_terraform}");
    const { instance } = synthesizeSite();
    expect(Buffer.from(instance.user_data_base64, "base64").equals(bytes)).toBe(true);
    expect(instance).not.toHaveProperty("user_data");
  });

  it("gets bytes that are no text untouched", () => {
    const bytes = Uint8Array.from([0x1f, 0x8b, 0x00, 0xff, 0xfe]);
    const { instance } = synthesizeSite({ userData: { path: "start.gz", bytes } });
    expect(Buffer.from(instance.user_data_base64, "base64")).toEqual(Buffer.from(bytes));
  });

  it("gets no user data from an empty file", () => {
    const { instance } = synthesizeSite({ userData: { path: "empty", bytes: new Uint8Array() } });
    expect(instance).not.toHaveProperty("user_data_base64");
  });

  it("is told by its role on everything that carries tags", () => {
    const { resource, instance } = synthesizeSite();
    const tags = { Name: "shop-standby", "pilot-light:site": "standby" };
    const tagged = ["aws_eip", "aws_network_interface", "aws_security_group"].map((type) => only(resource, type));
    for (const each of [...tagged, instance, instance.root_block_device]) expect(each.tags).toEqual(tags);
  });
});

describe("an apply during a failover", () => {
  it("ignores image, user data and type of the standby, which the controller may have changed", () => {
    const ignored = ["ami", "user_data", "user_data_base64", "instance_type"];
    expect(synthesizeSite({}, "standby").instance.lifecycle.ignore_changes).toEqual(ignored);
  });

  it("ignores image and user data of the primary, whose type is the file's", () => {
    const ignored = ["ami", "user_data", "user_data_base64"];
    expect(synthesizeSite({}, "primary").instance.lifecycle.ignore_changes).toEqual(ignored);
  });

  it("does not know whether a server runs", () => {
    expect(synthesizeSite().resource).not.toHaveProperty("aws_ec2_instance_state");
  });
});

describe("the generation of a site", () => {
  it("replaces the memory of what the server was created from, and the server with it", () => {
    const { resource, instance } = synthesizeSite({ generation: 7 });
    expect(only(resource, "terraform_data").triggers_replace).toEqual({ generation: 7 });
    expect(instance.lifecycle.replace_triggered_by).toEqual(["terraform_data.site_as-created"]);
  });

  it("is the only thing that replaces the memory", () => {
    expect(only(synthesizeSite().resource, "terraform_data").lifecycle).toEqual({ ignore_changes: ["input"] });
  });
});

describe("an edit that changes nothing", () => {
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const memory = "terraform_data.site_as-created.input";

  it("of the standby's image, user data or type is told in every plan", () => {
    const { check, resource } = synthesizeSite({ generation: 2 }, "standby");
    const hash = sha256(managedSite().userData.bytes);
    expect(only(resource, "terraform_data").input).toEqual({
      ami: "/shop/golden-image",
      user_data_sha256: hash,
      instance_type: "m7g.medium",
    });
    expect(check.edit_without_effect_standby!.assert).toEqual({
      condition: `\${${memory}.ami == "/shop/golden-image" && ${memory}.user_data_sha256 == "${hash}" && ${memory}.instance_type == "m7g.medium"}`,
      error_message:
        'workload "shop", standby: ami, userData or instanceType was edited, but a server keeps what it was created from: this edit changes nothing. To replace the server, set generation: 3; to keep it, undo the edit.',
    });
  });

  it("of the primary's image or user data is told too, and its type is no such edit", () => {
    const { check, resource } = synthesizeSite({ ami: { kind: "id", id: "ami-1" }, generation: 1 }, "primary");
    expect(Object.keys(only(resource, "terraform_data").input)).toEqual(["ami", "user_data_sha256"]);
    const { assert } = check.edit_without_effect_primary!;
    expect(assert.condition).toContain(`${memory}.ami == "ami-1" && ${memory}.user_data_sha256 ==`);
    expect(assert.condition).not.toContain("instance_type");
    expect(assert.error_message).toMatch(
      /^workload "shop", primary: ami or userData was edited, .* set generation: 2;/,
    );
  });
});

describe("a site's doors", () => {
  it("are one TCP port open to the world, and no SSH", () => {
    const [door, ...others] = only(synthesizeSite().resource, "aws_security_group").ingress;
    expect(door).toMatchObject({ protocol: "tcp", from_port: 8443, to_port: 8443, cidr_blocks: ["0.0.0.0/0"] });
    expect(others).toEqual([]);
  });

  it("let everything out", () => {
    const { egress } = only(synthesizeSite().resource, "aws_security_group");
    expect(egress).toMatchObject([{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }]);
  });

  it("stand in the subnet's VPC and on the network interface", () => {
    const { resource } = synthesizeSite();
    const group = only(resource, "aws_security_group");
    expect(group.vpc_id).toBe("${data.aws_subnet.site_place_subnet.vpc_id}");
    expect(group.lifecycle).toEqual({ create_before_destroy: true });
    expect(only(resource, "aws_network_interface").security_groups).toEqual([`\${${SECURITY_GROUP}.id}`]);
  });
});

describe("a site's subnet", () => {
  it("holds the network interface", () => {
    const { subnet_id } = only(synthesizeSite().resource, "aws_network_interface");
    expect(subnet_id).toBe("${data.aws_subnet.site_place_subnet.id}");
  });

  it("is chosen once where it is the default: a zone that AWS adds replaces no server", () => {
    const { lifecycle } = only(synthesizeSite({ subnet: { kind: "default" } }).resource, "aws_network_interface");
    expect(lifecycle).toEqual({ ignore_changes: ["subnet_id"] });
  });

  it("follows the file where the file names it", () => {
    const { resource } = synthesizeSite({ subnet: { kind: "id", id: "subnet-1" } });
    expect(only(resource, "aws_network_interface")).not.toHaveProperty("lifecycle");
  });
});
