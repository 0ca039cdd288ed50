/** Exit codes of the operator's commands: a script can tell what a person reads. */
export const EXIT = {
  done: 0,
  /** Something else went wrong; the message says what. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The controller, or a check, says no. */
  refused: 3,
  /** No credentials, or expired ones. */
  credentials: 4,
  /** AWS knows the caller and does not let them. */
  permission: 5,
  /** There is no such deployment here. */
  notFound: 6,
  /** AWS did not answer. */
  unreachable: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and a code for a script. */
export class Failure extends Error {
  override name = "Failure";

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

const EXPIRED: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  // The SDK's own, of an `aws sso login` that has run out.
  "TokenProviderError",
]);
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  "CredentialsProviderError",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "InvalidSignatureException",
  "AuthFailure",
]);
const DENIED: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedOperation",
  "AuthorizationError",
  "AuthorizationErrorException",
]);
const THROTTLED: ReadonlySet<string> = new Set([
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
]);
const UNREACHABLE: ReadonlySet<string> = new Set([
  "TimeoutError",
  "AbortError",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
]);

/** What AWS's error means to whoever typed the command, and what to do about it. */
export function failureOf(error: unknown, doing: string): Failure {
  if (error instanceof Failure) return error;
  const { name, message, code } = error as { name: string; message: string; code?: string };
  if (EXPIRED.has(name) || (NO_CREDENTIALS.has(name) && /expired/i.test(message)))
    return new Failure(
      EXIT.credentials,
      `${doing}: your AWS session has expired (${name}). Log in again, e.g. with \`aws sso login\`.`,
    );
  if (name === "CredentialsProviderError")
    return new Failure(
      EXIT.credentials,
      `${doing}: there are no AWS credentials here (${message}). Set AWS_PROFILE, or log in, e.g. with \`aws sso login\`.`,
    );
  if (NO_CREDENTIALS.has(name))
    return new Failure(
      EXIT.credentials,
      `${doing}: AWS does not know these credentials (${name}: ${message}). \`aws sts get-caller-identity\` shows whose they are; a region that is not enabled in the account says the same.`,
    );
  if (DENIED.has(name))
    return new Failure(
      EXIT.permission,
      `${doing}: you may not (${name}: ${message}). The failover stack has two policies ready to attach: one to look, one to command.`,
    );
  if (THROTTLED.has(name))
    return new Failure(
      EXIT.unreachable,
      `${doing}: AWS asks for patience (${name}: ${message}). Try again in a few seconds.`,
    );
  const noAnswer = UNREACHABLE.has(name) ? name : code;
  if (noAnswer !== undefined && UNREACHABLE.has(noAnswer))
    return new Failure(
      EXIT.unreachable,
      `${doing}: AWS did not answer (${noAnswer}: ${message}). Is the network up, and the region's name right? Try again.`,
    );
  return new Failure(EXIT.failed, `${doing}: ${name}: ${message}`);
}
