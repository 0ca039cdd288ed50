import { ANONYMOUS } from "../calls";
import type { DeployedRights } from "./deployed-rights";
import type { Principal } from "./principal";

/** What a process needs to call AWS as a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Access key ids of role sessions begin with these letters; all have 20. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const SESSION_KEY = "ASIA";
const KEY_LENGTH = 20;

type RoleSession = Extract<Principal, { kind: "role session" }>;

/** Knows by their access keys who calls: the role sessions that were given out here, and everybody else. */
export class Principals {
  private readonly sessions = new Map<string, RoleSession>();

  constructor(private readonly rights: DeployedRights) {}

  /**
   * Credentials of a role for a service that assumes it, if the role's trust policy lets it. A second session of the
   * same name has the same credentials. They do not expire.
   *
   * @param service e.g. `lambda.amazonaws.com`
   * @param sessionName e.g. the function's name, as Lambda does
   * @param sourceArn of the function, rule or schedule for which the service acts
   * @throws Error that names the statement that denies, or the trust policy that lacks one
   */
  async assumeAsService(
    roleArn: string,
    service: string,
    sessionName: string,
    sourceArn: string,
  ): Promise<RoleCredentials> {
    const verdict = await this.rights.judgeTrust(roleArn, service, sourceArn);
    if (!verdict.allowed)
      throw new Error(`${service} cannot assume role ${roleArn} for ${sourceArn}: ${verdict.because}.`);
    return this.assume(roleArn, sessionName);
  }

  /**
   * Credentials of a role for a person of the account, whose owner lets him assume it: neither the trust policy nor his
   * own rights are judged. A second session of the same name has the same credentials. They do not expire.
   */
  assume(roleArn: string, sessionName: string): RoleCredentials {
    for (const [accessKeyId, session] of this.sessions)
      if (session.roleArn === roleArn && session.sessionName === sessionName) return credentials(accessKeyId);
    const number = String(this.sessions.size + 1);
    const accessKeyId = SESSION_KEY + number.padStart(KEY_LENGTH - SESSION_KEY.length, "0");
    this.sessions.set(accessKeyId, { kind: "role session", roleArn, sessionName });
    return credentials(accessKeyId);
  }

  /**
   * @param who a call's access key id, or `anonymous`
   * @param sourceAddress IPv4 address of an anonymous caller, where somebody says it
   */
  of(who: string, sourceAddress: string | undefined): Principal {
    if (who === ANONYMOUS) return { kind: "anonymous", address: sourceAddress };
    return this.sessions.get(who) ?? { kind: "owner" };
  }
}

const credentials = (accessKeyId: string): RoleCredentials => ({
  accessKeyId,
  secretAccessKey: "embedded",
  sessionToken: `session-of-${accessKeyId}`,
});
