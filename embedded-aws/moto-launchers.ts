import { execFile } from "node:child_process";
import { findExecutable } from "./find-executable";

/** The release against which the gateway's mends are tested. */
const MOTO_VERSION = "5.2.1";
const PACKAGE = `moto[server,all]==${MOTO_VERSION}`;
const IMAGE = `motoserver/moto:${MOTO_VERSION}`;
/** The port inside the container, as the image documents it. */
const CONTAINER_PORT = 5000;

/**
 * What moto needs in its environment: the policies that AWS manages, e.g. Session Manager's, exist in every account;
 * and on an EC2 instance it must not ask for that instance's credentials.
 */
export const MOTO_ENVIRONMENT = { MOTO_IAM_LOAD_MANAGED_POLICIES: "true", AWS_EC2_METADATA_DISABLED: "true" } as const;

/** How to start moto on a port of 127.0.0.1. */
export interface MotoLauncher {
  /** For a person, e.g. `moto_server` or `uvx`. */
  readonly name: string;
  command(port: number): readonly [file: string, ...args: string[]];
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
        "  install pipx                           then it is run by `pipx run`: https://pipx.pypa.io/",
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
export async function findMoto(searchPath: string): Promise<MotoLauncher> {
  const native = findExecutable("moto_server", searchPath);
  if (native) return { name: "moto_server", command: (port) => [native, ...listenOn(port)] };
  const uvx = findExecutable("uvx", searchPath);
  if (uvx) return { name: "uvx", command: (port) => [uvx, "--from", PACKAGE, "moto_server", ...listenOn(port)] };
  const pipx = findExecutable("pipx", searchPath);
  if (pipx)
    return { name: "pipx", command: (port) => [pipx, "run", "--spec", PACKAGE, "moto_server", ...listenOn(port)] };
  const docker = findExecutable("docker", searchPath);
  if (docker && (await succeeds(docker, ["image", "inspect", IMAGE], searchPath))) return dockerLauncher(docker);
  throw new MotoNotFound(searchPath);
}

function dockerLauncher(docker: string): MotoLauncher {
  const container = (port: number) => `embedded-aws-moto-${port}`;
  return {
    name: "docker",
    command: (port) => [
      docker,
      ...["run", "--rm", "--init", "--name", container(port), "--publish", `127.0.0.1:${port}:${CONTAINER_PORT}`],
      ...Object.entries(MOTO_ENVIRONMENT).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
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
