import { configurationOf, loadText, SMALLEST } from "./loaded-text";

const AL2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

describe("a valid file", () => {
  test("of a domain, a zone and one address gets every default", () => {
    const site = {
      kind: "managed",
      ami: { kind: "ssmParameter", name: `${AL2023}x86_64` },
      instanceType: "t3.micro",
      subnet: { kind: "default" },
      userData: { path: "user-data/demo.sh", bytes: Buffer.from("#!/bin/bash\n") },
      generation: 1,
    };
    expect(configurationOf(SMALLEST).configuration).toEqual({
      regions: { primary: "us-west-2", standby: "us-east-1" },
      tags: {},
      alerts: [{ protocol: "email", endpoint: "ops@pilot.dev" }],
      state: { kind: "local" },
      awsProvider: "~> 5.100",
      workloads: [
        {
          name: "www",
          domain: "www.pilot.dev",
          hostedZone: "pilot.dev",
          ttl: 30,
          bootSeconds: 30,
          failback: "manual",
          graceSeconds: 600,
          dashboard: false,
          runtime: "nodejs22.x",
          healthCheck: { protocol: "HTTP", port: 80, path: "/health", interval: 10, threshold: 3 },
          primary: site,
          standby: { ...site, fallbackInstanceTypes: [] },
        },
      ],
    });
  });

  test("keeps everything that is set", () => {
    const text = `
      regions: {primary: us-east-1, standby: eu-west-1}
      tags: {team: web, "cost:center": "42"}
      alerts: [ops@pilot.dev, "https://hooks.pilot.dev/a?b=c", "+12065550100"]
      state: {bucket: pilot-state}
      awsProvider: ">= 6.22, < 7"
      workloads:
        - name: shop
          domain: Shop.Pilot.dev.
          hostedZone: PILOT.dev.
          ttl: 60
          bootSeconds: 90
          failback: automatic
          graceSeconds: 0
          dashboard: true
          runtime: nodejs24.x
          healthCheck: {protocol: HTTPS, port: 8443, path: "/ready?deep=1", interval: 30, threshold: 10}
          primary:
            ami: ami-0123456789abcdef0
            instanceType: m7g.large
            subnet: subnet-0123456789abcdef0
            userData: boot/start.sh
            generation: 7
          standby: {ami: /acme/images/web, instanceType: m7g.medium, fallbackInstanceTypes: [t4g.medium, a1.medium]}
    `;
    const { configuration, warnings } = configurationOf(text, { "team/boot/start.sh": "start" });
    expect(warnings).toEqual([]);
    expect(configuration).toEqual({
      regions: { primary: "us-east-1", standby: "eu-west-1" },
      tags: { team: "web", "cost:center": "42" },
      alerts: [
        { protocol: "email", endpoint: "ops@pilot.dev" },
        { protocol: "https", endpoint: "https://hooks.pilot.dev/a?b=c" },
        { protocol: "sms", endpoint: "+12065550100" },
      ],
      state: { kind: "s3", bucket: "pilot-state" },
      awsProvider: ">= 6.22, < 7",
      workloads: [
        {
          name: "shop",
          domain: "shop.pilot.dev",
          hostedZone: "pilot.dev",
          ttl: 60,
          bootSeconds: 90,
          failback: "automatic",
          graceSeconds: 0,
          dashboard: true,
          runtime: "nodejs24.x",
          healthCheck: { protocol: "HTTPS", port: 8443, path: "/ready?deep=1", interval: 30, threshold: 10 },
          primary: {
            kind: "managed",
            ami: { kind: "id", id: "ami-0123456789abcdef0" },
            instanceType: "m7g.large",
            subnet: { kind: "id", id: "subnet-0123456789abcdef0" },
            userData: { path: "boot/start.sh", bytes: Buffer.from("start") },
            generation: 7,
          },
          standby: {
            kind: "managed",
            ami: { kind: "ssmParameter", name: "/acme/images/web" },
            instanceType: "m7g.medium",
            subnet: { kind: "default" },
            userData: { path: "none", bytes: new Uint8Array() },
            generation: 1,
            fallbackInstanceTypes: ["t4g.medium", "a1.medium"],
          },
        },
      ],
    });
  });

  test("can name a primary that exists already, of which nothing is managed", () => {
    const text = SMALLEST.replace("alerts:", "    primary: {existing: {address: 52.94.76.1}}\nalerts:");
    const [workload] = configurationOf(text).configuration.workloads;
    expect(workload?.primary).toEqual({ kind: "existing", address: "52.94.76.1" });
    expect(workload?.standby.kind).toBe("managed");
  });

  test("gets port 443 for HTTPS", () => {
    const own = ["primary", "standby"].map((role) => `    ${role}: {ami: ami-0123456789abcdef0}\n`).join("");
    const text = SMALLEST.replace("alerts:", `${own}    healthCheck: {protocol: HTTPS}\nalerts:`);
    expect(configurationOf(text).configuration.workloads[0]?.healthCheck.port).toBe(443);
  });

  test("may probe a path as long as Route 53 takes", () => {
    const path = `/${"p".repeat(254)}`;
    const text = SMALLEST.replace("alerts:", `    healthCheck: {path: ${path}}\nalerts:`);
    expect(configurationOf(text).configuration.workloads[0]?.healthCheck.path).toBe(path);
  });

  test("names a workload at the zone's apex after the zone", () => {
    expect(configurationOf(SMALLEST.replace("www.", "")).configuration.workloads[0]?.name).toBe("pilot");
  });

  test("takes a wildcard and a label that begins with a digit where they have a name", () => {
    for (const domain of ['"*.pilot.dev"', "1st.pilot.dev"]) {
      const text = SMALLEST.replace("www.pilot.dev", `${domain}\n    name: all`);
      expect(configurationOf(text).configuration.workloads[0]?.name).toBe("all");
    }
  });

  test("may begin with a byte order mark and end its lines as Windows does", () => {
    expect(loadText(`\uFEFF${SMALLEST.replaceAll("\n", "\r\n")}`).ok).toBe(true);
  });

  test("may share values by anchors", () => {
    const text = SMALLEST.replace(
      "alerts:",
      "    primary: &site {instanceType: t4g.small}\n    standby: *site\nalerts:",
    );
    const { primary, standby } = configurationOf(text).configuration.workloads[0]!;
    expect(standby).toEqual({ ...primary, fallbackInstanceTypes: [] });
  });

  test("finds user data by an absolute path, too", () => {
    const text = SMALLEST.replace("alerts:", "    standby: {userData: /srv/start.sh}\nalerts:");
    const { userData } = configurationOf(text, { "/srv/start.sh": "start" }).configuration.workloads[0]!.standby;
    expect(userData).toEqual({ path: "/srv/start.sh", bytes: Buffer.from("start") });
  });

  test("may have as many bytes of user data as EC2 takes, and gets them back as they are", () => {
    const bytes = Uint8Array.from({ length: 16_384 }, (_, index) => index % 256);
    const text = SMALLEST.replace("alerts:", "    standby: {userData: start.bin}\nalerts:");
    const { userData } = configurationOf(text, { "team/start.bin": bytes }).configuration.workloads[0]!.standby;
    expect(Buffer.from(userData.bytes).equals(bytes)).toBe(true);
  });
});
