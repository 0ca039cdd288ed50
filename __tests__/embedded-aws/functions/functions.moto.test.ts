import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { runningMoto } from "../running-moto";
import { deployFunction } from "../small-deployment";
import { REGION, runningFunctions } from "./running-functions";

const moto = runningMoto();
const { functions, run, resultOf } = runningFunctions(moto);

describe("an invocation", () => {
  test("hands the event in and the result out, and collects what was printed", async () => {
    const invocation = await run('console.log("look"); console.error("oops"); return event.a + 1;', {
      event: { a: 1 },
    });
    expect(invocation.outcome).toEqual({ kind: "result", payload: "2" });
    expect([...invocation.logLines].sort()).toEqual(["look", "oops"]);
  });

  test("sees the deployed environment and what Lambda sets, and nothing of this machine's", async () => {
    const variables = { WORKLOAD: "shop" };
    const environment = (await resultOf("return process.env;", { variables })) as Record<string, string>;
    expect(environment).toMatchObject({
      WORKLOAD: "shop",
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "ASIAFUNCTION",
      AWS_SESSION_TOKEN: "session",
      AWS_LAMBDA_FUNCTION_NAME: expect.stringMatching(/^function-/),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: expect.stringMatching(/^\/aws\/lambda\/function-/),
    });
    expect(environment.HOME).toBeUndefined();
    expect(environment.EMBEDDED_AWS_TIME_FILE).toBeUndefined();
  });

  test("has Lambda's context", async () => {
    const context = "[context.functionName, context.awsRequestId, context.getRemainingTimeInMillis()]";
    expect(await resultOf(`return ${context};`, { timeoutSeconds: 7 })).toEqual([
      expect.stringMatching(/^function-/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.any(Number),
    ]);
  });

  test("that throws is an error with its type and message", async () => {
    const { outcome } = await run('throw new RangeError("too far");');
    expect(outcome).toMatchObject({ kind: "error", error: { errorType: "RangeError", errorMessage: "too far" } });
  });

  test("whose process ends by itself is an error", async () => {
    const { outcome } = await run("process.exit(3);");
    expect(outcome).toMatchObject({
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
      },
    });
  });

  test("that outlasts its deployed timeout is killed, even in an endless loop", async () => {
    const { outcome } = await run("for (;;);", { timeoutSeconds: 1 });
    expect(outcome).toEqual({ kind: "timeout", afterSeconds: 1 });
  });

  test("that leaves something open ends with its answer all the same", async () => {
    expect(await resultOf("setInterval(() => {}, 1000); return 1;")).toBe(1);
  });
});

describe("the deployed code", () => {
  const code = (text: string) => `exports.handler = async () => ${JSON.stringify(text)};`;

  test("is the version that the function was deployed from, also when the object was replaced later", async () => {
    const { key } = await deployFunction(moto.deployed, REGION, {
      name: "first",
      bucket: "artifacts",
      code: code("1"),
    });
    await moto.deployed.s3(REGION).send(new PutObjectCommand({ Bucket: "artifacts", Key: key, Body: "newer" }));
    expect((await functions.invoke("first", REGION, {})).outcome).toEqual({ kind: "result", payload: '"1"' });
  });

  test("that no bucket holds any more is named", async () => {
    const { key } = await deployFunction(moto.deployed, REGION, { name: "lost", bucket: "artifacts", code: code("1") });
    const s3 = moto.deployed.s3(REGION);
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: "artifacts", Prefix: key }));
    for (const { VersionId } of Versions)
      await s3.send(new DeleteObjectCommand({ Bucket: "artifacts", Key: key, VersionId }));
    await expect(functions.invoke("lost", REGION, {})).rejects.toThrow(
      /No bucket in us-west-2 holds the code of lost: an object lost\.zip whose SHA-256 is \S+=\. Either it was deleted/,
    );
  });

  test("that was uploaded as a file cannot be given back by moto, and the error says what to do", async () => {
    await deployFunction(moto.deployed, REGION, { name: "file", bucket: "artifacts", code: code("1") });
    await moto.deployed
      .lambda(REGION)
      .send(
        new UpdateFunctionCodeCommand({ FunctionName: "file", ZipFile: zipSync({ "index.js": strToU8(code("2")) }) }),
      );
    await expect(functions.invoke("file", REGION, {})).rejects.toThrow(
      /^No bucket in us-west-2 holds the code of file: .* or was uploaded as a file/,
    );
  });
});
