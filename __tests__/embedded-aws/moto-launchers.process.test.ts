import { join } from "node:path";
import { findMoto, MotoNotFound, motoEnvironment } from "../../embedded-aws/moto-launchers";
import { temporaryFolder } from "../temporary-folder";
import { folderOfExecutables } from "./executables";

const folder = temporaryFolder();
const inside = { folder: "/project/inside-moto", timeFile: "/folder/aws-time" };
const PORT = 4321;
const LISTEN = ["-H", "127.0.0.1", "-p", "4321"];

/** A PATH with these commands; only `docker` is run by the search, and says whether the image is here. */
const pathWith = (...programs: string[]) =>
  folderOfExecutables(folder, Object.fromEntries(programs.map((name) => [name, "process.exit(0)"])));

/** How moto is started with this PATH, without the folder in which the command was found. */
async function commandWith(searchPath: string, given?: typeof inside): Promise<string[]> {
  const [file, ...args] = (await findMoto(searchPath, given)).command(PORT);
  return [file.replace(join(searchPath, "/"), ""), ...args];
}

test("moto_server is taken before all others", async () => {
  expect(await commandWith(pathWith("moto_server", "uvx", "pipx", "docker"))).toEqual(["moto_server", ...LISTEN]);
});

test("without moto_server, uvx runs the pinned release", async () => {
  const command = ["uvx", "--from", "moto[server,all]==5.2.1", "moto_server", ...LISTEN];
  expect(await commandWith(pathWith("uvx", "pipx", "docker"))).toEqual(command);
});

test("without uvx, pipx runs the pinned release", async () => {
  const command = ["pipx", "run", "--spec", "moto[server,all]==5.2.1", "moto_server", ...LISTEN];
  expect(await commandWith(pathWith("pipx", "docker"))).toEqual(command);
});

test("in AWS time pipx is passed over: it takes PYTHONPATH away", async () => {
  await expect(findMoto(pathWith("pipx"), inside)).rejects.toThrow("pipx install 'moto[server,all]==5.2.1'");
});

test("a container gets our code and the time read-only, and is told where", async () => {
  const args = await commandWith(pathWith("docker"), inside);
  expect(args.filter((_, index) => ["--volume", "--env"].includes(args[index - 1]!))).toEqual(
    expect.arrayContaining([
      "/project/inside-moto:/embedded-aws/inside-moto:ro",
      "/folder/aws-time:/embedded-aws/time:ro",
      "PYTHONPATH=/embedded-aws/inside-moto",
      "EMBEDDED_AWS_TIME_FILE=/embedded-aws/time",
    ]),
  );
});

test("moto's Python finds our sitecustomize before everybody's, and the file of the time", () => {
  expect(motoEnvironment(inside, "/users/own")).toMatchObject({
    PYTHONPATH: "/project/inside-moto:/users/own",
    EMBEDDED_AWS_TIME_FILE: "/folder/aws-time",
  });
  expect(motoEnvironment(inside, undefined)).toMatchObject({ PYTHONPATH: "/project/inside-moto" });
});

test("a Docker without the image does not count, and the error tells all four ways", async () => {
  const failure = await findMoto(folderOfExecutables(folder, { docker: "process.exit(1)" })).catch((error) => error);
  expect(failure).toBeInstanceOf(MotoNotFound);
  for (const way of ["pip install 'moto[server,all]==5.2.1'", "uvx", "pipx", "docker pull motoserver/moto:5.2.1"])
    expect(failure.message).toContain(way);
});

test("an empty PATH is named as such", async () => {
  await expect(findMoto("")).rejects.toThrow("not found on the PATH (empty)");
});
