import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { whyUserDataFails } from "../../../embedded-aws/instances/user-data";

const why = (text: string) => whyUserDataFails(Buffer.from(text));

test.each([
  ["no user data", ""],
  ["the demonstration", readFileSync("user-data/demo.sh", "utf8")],
  ["a script for env's bash", "#!/usr/bin/env bash\nwhile true; do exit 1; done\n"],
  ["another interpreter's script, which nobody here can judge", "#!/usr/bin/python3\nif\n"],
  ["cloud-config", "#cloud-config\npackages: [nginx]\n"],
  ["a multipart archive", "Content-Type: multipart/mixed; boundary=x\n\n--x--\n"],
])("%s is believed to work", async (_, text) => {
  expect(await why(text)).toBeUndefined();
});

test("what is compressed is believed to work", async () => {
  expect(await whyUserDataFails(gzipSync("no script at all"))).toBeUndefined();
});

test("a script that its shell refuses fails, in the shell's own words", async () => {
  expect(await why("#!/bin/sh\nfi\n")).toMatch(/syntax error/i);
  expect(await why("#!/bin/bash\necho (\n")).toMatch(/line 2: syntax error/);
});

test("a script is never run", async () => {
  expect(await why("#!/bin/bash\nkill $PPID\nexit 1\n")).toBeUndefined();
});

test("cloud-config that is no YAML fails", async () => {
  expect(await why("#cloud-config\npackages: [nginx\n")).toMatch(/ at line 3, column 1$/);
});

test("what cloud-init ignores has started nothing", async () => {
  expect(await why("apt-get install -y nginx\n")).toBe(
    "cloud-init ignores what begins neither with #! nor with #cloud-config",
  );
});
