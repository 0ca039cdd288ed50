import { EXIT, Failure, failureOf } from "../../operations/failure";
import { error } from "./operator-world";

test.each([
  ["ExpiredTokenException", "it said so", undefined, EXIT.credentials, "your AWS session has expired"],
  ["TokenProviderError", "Token is expired", undefined, EXIT.credentials, "aws sso login"],
  ["CredentialsProviderError", "The SSO session has expired", undefined, EXIT.credentials, "has expired"],
  [
    "CredentialsProviderError",
    "Could not load credentials",
    undefined,
    EXIT.credentials,
    "there are no AWS credentials",
  ],
  ["InvalidClientTokenId", "it said so", undefined, EXIT.credentials, "AWS does not know these credentials"],
  ["AccessDenied", "not authorized", undefined, EXIT.permission, "you may not (AccessDenied: not authorized)"],
  ["TooManyRequestsException", "Rate exceeded", undefined, EXIT.unreachable, "AWS asks for patience"],
  ["TimeoutError", "no answer within 3 s", undefined, EXIT.unreachable, "AWS did not answer (TimeoutError"],
  ["Error", "getaddrinfo", "ENOTFOUND", EXIT.unreachable, "AWS did not answer (ENOTFOUND"],
  [
    "ResourceNotFoundException",
    "Function not found",
    undefined,
    EXIT.failed,
    "Doing it: ResourceNotFoundException: Function",
  ],
])("%s (%s) has its own message and exit code", (name, message, code, exitCode, text) => {
  const failure = failureOf(error(name, message, code), "Doing it");
  expect(failure.exitCode).toBe(exitCode);
  expect(failure.message).toContain(text);
});

test("a failure that was explained already stays as it is", () => {
  const failure = new Failure(EXIT.refused, "No.");
  expect(failureOf(failure, "Doing it")).toBe(failure);
});
