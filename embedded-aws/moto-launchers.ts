import { execFile } from "node:child_process";
import { delimiter } from "node:path";
import { findExecutable } from "./find-executable";
import { TIME_FILE_VARIABLE } from "./time/time-of-day";

/** The release against which the gateway's mends are tested. */
const MOTO_VERSION = "5.2.1";
const PACKAGE = `moto[server,all]==${MOTO_VERSION}`;
const IMAGE = `motoserver/moto:${MOTO_VERSION}`;
/** The port inside the container, as the image documents it. */
const CONTAINER_PORT = 5000;

/** What runs in moto's process besides moto. */
export interface InsideMoto {
  /** The project's `embedded-aws/inside-moto`. */
  readonly folder: string;
  /** Where moto takes its time from, see `TimeOfDay`; without it, it takes this machine's. */
  readonly timeFile?: string;
}

/**
 * What moto needs in its environment: the policies that AWS manages, e.g. Session Manager's, exist in every account;
 * on an EC2 instance it must not ask for that instance's credentials; the checkout, whose code it runs, stays clean;
 * macOS lets a process with threads fork; and glibc keeps one heap for all of moto's threads, of which each request has
 * one: with a heap for each it grows with every story (https://man7.org/linux/man-pages/man3/mallopt.3.html, M_ARENA_MAX).
 */
const MOTO_ENVIRONMENT = {
  MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
  AWS_EC2_METADATA_DISABLED: "true",
  PYTHONDONTWRITEBYTECODE: "1",
  OBJC_DISABLE_INITIALIZE_FORK_SAFETY: "YES",
  MALLOC_ARENA_MAX: "1",
} as const;

/** What moto's process is given besides its caller's environment; Python imports `sitecustomize` from PYTHONPATH. */
export function motoEnvironment(
  inside: InsideMoto | undefined,
  pythonPath: string | undefined,
): Record<string, string> {
  if (!inside) return MOTO_ENVIRONMENT;
  const PYTHONPATH = [inside.folder, ...(pythonPath ? [pythonPath] : [])].join(delimiter);
  const environment = { ...MOTO_ENVIRONMENT, PYTHONPATH };
  return inside.timeFile === undefined ? environment : { ...environment, [TIME_FILE_VARIABLE]: inside.timeFile };
}

/** How to start moto on a port of 127.0.0.1. */
export interface MotoLauncher {
  /** For a person, e.g. `moto_server` or `uvx`. */
  readonly name: string;
  command(port: number): readonly [file: string, ...args: string[]];
  /** Whether its forks can be reached: a container publishes one port, and `pipx run` keeps ours out of moto's process. */
  readonly forks: boolean;
  /** What ends it beyond its process group: a container outlives the client that started it. */
  cleanUp?(port: number): readonly [file: string, ...args: string[]];
}

export class MotoNotFound extends Error {
  constructor(searchPath: string) {
    super(
      [
        `moto_server, which stands in for AWS on this machine, was not found on the PATH (${searchPath || "empty"}).`,
        "Any one of these is enough:",
        `  pip install '${PACKAGE}'        then moto_server is on the PATH (recommended)`,
        "  install uv                             then it is run by `uvx`: https://docs.astral.sh/uv/",
        `  pipx install '${PACKAGE}'       then moto_server is on the PATH: https://pipx.pypa.io/`,
        `  docker pull ${IMAGE}    with a running Docker`,
      ].join("\n"),
    );
    this.name = "MotoNotFound";
  }
}

/**
 * Finds a way to start moto: on the PATH, else through uvx, pipx, or a Docker image that is already here.
 * Docker comes last: it is the slowest to start, and its daemon may not run.
 * @throws MotoNotFound naming all four ways.
 */
export async function findMoto(searchPath: string, inside?: InsideMoto): Promise<MotoLauncher> {
  const native = findExecutable("moto_server", searchPath);
  if (native) return { name: "moto_server", forks: true, command: (port) => [native, ...listenOn(port)] };
  const uvx = findExecutable("uvx", searchPath);
  if (uvx)
    return { name: "uvx", forks: true, command: (port) => [uvx, "--from", PACKAGE, "moto_server", ...listenOn(port)] };
  // `pipx run` takes PYTHONPATH away from what it runs, and with it AWS time.
  const pipx = inside?.timeFile ? undefined : findExecutable("pipx", searchPath);
  if (pipx)
    return {
      name: "pipx",
      forks: false,
      command: (port) => [pipx, "run", "--spec", PACKAGE, "moto_server", ...listenOn(port)],
    };
  const docker = findExecutable("docker", searchPath);
  if (docker && (await succeeds(docker, ["image", "inspect", IMAGE], searchPath)))
    return dockerLauncher(docker, inside);
  throw new MotoNotFound(searchPath);
}

/** Where the image's own file system has them. */
const IN_CONTAINER = { folder: "/embedded-aws/inside-moto", timeFile: "/embedded-aws/time" } as const;

function dockerLauncher(docker: string, inside: InsideMoto | undefined): MotoLauncher {
  const container = (port: number) => `embedded-aws-moto-${port}`;
  const insideContainer = inside && { ...IN_CONTAINER, timeFile: inside.timeFile && IN_CONTAINER.timeFile };
  return {
    name: "docker",
    forks: false,
    command: (port) => [
      docker,
      ...["run", "--rm", "--init", "--name", container(port), "--publish", `127.0.0.1:${port}:${CONTAINER_PORT}`],
      ...(inside ? ["--volume", `${inside.folder}:${IN_CONTAINER.folder}:ro`] : []),
      ...(inside?.timeFile ? ["--volume", `${inside.timeFile}:${IN_CONTAINER.timeFile}:ro`] : []),
      ...Object.entries(motoEnvironment(insideContainer, undefined)).flatMap(([name, value]) => [
        "--env",
        `${name}=${value}`,
      ]),
      IMAGE,
    ],
    cleanUp: (port) => [docker, "rm", "--force", container(port)],
  };
}

const listenOn = (port: number) => ["-H", "127.0.0.1", "-p", String(port)];

function succeeds(file: string, args: string[], searchPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(file, args, { env: { ...process.env, PATH: searchPath } }, (error) => resolve(error === null));
  });
}
