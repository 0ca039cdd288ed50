import type { Call } from "../calls";
import { errorAnswer, escapeXml } from "../error-answers";
import type { AnsweringMend, MendedAnswer } from "../mends/mend";
import type { Observation } from "./endpoint-watch";
import type { HealthChecks } from "./health-checks";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheckStatus.html and …LastFailureReason.html */
const STATUS_CALL = /^GET \/2013-04-01\/healthcheck\/([^/]+)\/(status|lastfailurereason)$/;
const NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

/**
 * What the checkers of a health check saw last, or failed with last, one observation for each checker. moto knows no
 * checkers: it answers the same success for every check, and knows no last failures.
 */
export const statusAnswers = (checks: HealthChecks): AnsweringMend => ({
  name: "the status of a health check is made up, and its last failure reason is unknown",
  async answer(call: Call): Promise<MendedAnswer | undefined> {
    const [, id, wanted] = (call.service === "route53" && STATUS_CALL.exec(call.action)) || [];
    if (id === undefined) return undefined;
    await checks.refresh();
    const definition = checks.deployed.get(id);
    if (!definition)
      return errorAnswer(call, {
        status: 404,
        code: "NoSuchHealthCheck",
        message: `No health check exists with the ID ${id}.`,
      });
    if (definition.kind !== "endpoint") {
      return errorAnswer(call, {
        status: 400,
        code: "InvalidInput",
        message: `${id} is not a health check of an endpoint: it has no checkers.`,
      });
    }
    const observations = wanted === "status" ? checks.checkersOf(id) : checks.lastFailuresOf(id);
    const response = wanted === "status" ? "GetHealthCheckStatusResponse" : "GetHealthCheckLastFailureReasonResponse";
    const list = element("HealthCheckObservations", observations.map(observationXml).join(""));
    return answer(`<${response} xmlns="${NAMESPACE}">${list}</${response}>`);
  },
});

const observationXml = ({ checker, result, at }: Observation) =>
  element(
    "HealthCheckObservation",
    element("Region", checker.region) +
      element("IPAddress", checker.address) +
      element(
        "StatusReport",
        element("Status", escapeXml(result.text)) + element("CheckedTime", new Date(at).toISOString()),
      ),
  );

const answer = (body: string): MendedAnswer => ({
  status: 200,
  contentType: "text/xml",
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
