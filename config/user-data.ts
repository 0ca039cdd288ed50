import { dirname, isAbsolute, join, resolve } from "node:path";
import type { ManagedSite } from "./configuration";
import type { Report } from "./problem";
import type { SiteRole, SoundWorkload } from "./sound-entries";

export type UserData = ManagedSite["userData"];
export type ReadFile = (path: string) => Uint8Array;

/** The demonstration, in the project's folder: npm and cdktf run everything from there. */
const DEMO = "user-data/demo.sh";

/** EC2's limit, in bytes before base64: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const MAXIMUM_BYTES = 16_384;

/** For an AMI of the user's own, which is started as it is, and for a server that is only watched. */
const NONE: UserData = { path: "none", bytes: new Uint8Array() };

/**
 * The user data of one site: the file that it names, relative to the configuration file's folder; else the
 * demonstration, or nothing where it has an AMI of its own. Undefined where that is a problem, which is reported.
 * Paths of the report begin at the workload.
 */
export function userDataOf(
  workload: SoundWorkload,
  role: SiteRole,
  file: string,
  readFile: ReadFile,
  report: Report,
): UserData | undefined {
  const keys = workload.keys[role];
  const given = workload[role].userData;
  const isOwnServer = keys.includes("existing") || keys.includes("ami");
  if (given === undefined && (isOwnServer || keys.includes("userData"))) return NONE;
  const path = given ?? DEMO;
  const location = given === undefined || isAbsolute(path) ? path : join(dirname(file), path);
  const at = [role, "userData"];
  if (resolve(location) === resolve(DEMO)) reportWhatDemoCannotServe(workload, role, report);

  let bytes: Uint8Array;
  try {
    bytes = readFile(location);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const allowed = `a readable file of at most ${MAXIMUM_BYTES} bytes; the path begins at this file's folder`;
    if (code === "ENOENT") report(at, { code: "user-data-missing", what: `there is no file ${path}`, allowed });
    else report(at, { code: "user-data-unreadable", what: `${path} cannot be read: ${code ?? message}`, allowed });
    return undefined;
  }
  if (bytes.length > MAXIMUM_BYTES) {
    report(at, {
      code: "user-data-too-large",
      what: `${path} has ${bytes.length} bytes, which EC2 does not take`,
      allowed: `at most ${MAXIMUM_BYTES} bytes; let a short script fetch the rest`,
    });
    return undefined;
  }
  return { path, bytes };
}

function reportWhatDemoCannotServe({ healthCheck }: SoundWorkload, role: SiteRole, report: Report): void {
  // A protocol or port that is wrong is a problem of its own: nothing follows from it.
  const { protocol, port = protocol === "HTTPS" ? 443 : 80 } = healthCheck;
  if (protocol === undefined || (protocol === "HTTP" && port === 80)) return;
  report(["healthCheck"], {
    code: "demo-serves-http-80-only",
    what: `the ${role} runs the demonstration, which does not answer ${protocol} on port ${port}`,
    allowed: `HTTP on port 80, or a \`userData:\` or \`ami:\` of your own under \`${role}:\``,
  });
}
