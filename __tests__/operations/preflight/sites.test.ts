import type { Site } from "../../../operations/preflight/readings";
import { siteLines } from "../../../operations/preflight/sites";
import { about, known, SITE, STOPPED, UNREAD } from "./well-deployed";

const against = (primary: Partial<Site>) => siteLines({ standby: SITE, primary: { ...SITE, ...primary } });
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("the primary is not looked at where nobody asks, and that is said", () => {
  expect(about(siteLines({ standby: SITE, primary: "not looked at" }), "the likeness of both sites")).toMatch(
    /^unknown: not looked at/,
  );
});

test("a primary that is not on EC2 cannot be compared, and that is said", () => {
  expect(about(siteLines({ standby: SITE, primary: "not on EC2" }), "the likeness of both sites")).toMatch(
    /^unknown: .*not on EC2/,
  );
});

test("another type, image or rule is a warning that names both", () => {
  const type = against({ server: known({ ...STOPPED, type: "m7i.large" }) });
  expect(about(type, "both sites' type")).toBe("warning: the standby has t3.micro, the primary m7i.large");
  const image = against({ imageName: known("al2023-ami-2024") });
  expect(about(image, "both sites' image")).toMatch(/^warning: .*al2023-ami-2023, the primary al2023-ami-2024$/);
  const ports = against({ inbound: known([{ protocol: "tcp", fromPort: 22, toPort: 22, source: "10.0.0.0/8" }]) });
  expect(about(ports, "both sites' open ports")).toBe(
    "warning: the standby has tcp 80 from 0.0.0.0/0, the primary tcp 22 from 10.0.0.0/8",
  );
});

test("the same image has another id in every region, and is the same by its name", () => {
  const found = against({ server: known({ ...STOPPED, imageId: "ami-elsewhere" }) });
  expect(about(found, "both sites' image")).toBe("ok: al2023-ami-2023");
});

test("other user data is a warning that shows none of it", () => {
  const line = about(against({ userData: known(base64("PASSWORD=hunter2")) }), "both sites' user data");
  expect(line).toMatch(/^warning: the standby has 9 bytes \(SHA-256 [0-9a-f]{12}…\), the primary 16 bytes/);
  expect(line).not.toContain("hunter2");
});

test("a site that cannot be read is unknown", () => {
  expect(about(against({ userData: UNREAD }), "both sites' user data")).toMatch(/^unknown/);
});
