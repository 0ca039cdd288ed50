import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { bucketOf } from "../../embedded-aws/calls";
import type { Source } from "../../embedded-aws/deliveries/delivery";
import type { DeliveryFault } from "../../embedded-aws/faults";
import type { Misbehaviour } from "../../embedded-aws/instances/servers";
import { Broken } from "../broken";
import type { Disaster } from "../command-line";
import { disasterText, heal, returnText, strike } from "../disaster";
import { commandText, withOperator } from "../operator";
import type { Diary } from "./diary";
import type { Facts } from "./facts";
import { applyAll, type DeployedByTerraform } from "./terraform-here";
import { withoutCapacity } from "./without-capacity";

/** Undoes a deed, once. Whatever is still done when the scenario ends is undone then. */
export type Undo = () => void;

/** What can be done to a world: disasters, and what people do. */
export interface Deeds {
  /** Somebody stops its instance; a primary that is not on EC2 goes silent. */
  stopPrimary(): Promise<void>;
  startPrimary(): Promise<void>;
  /** The APIs of the primary's region reset every connection, its servers are silent, and nothing happens in it. */
  primaryRegionGoesDark(): Promise<void>;
  primaryRegionReturns(): Promise<void>;
  /** The same for a region by its name, whatever it holds. */
  regionGoesDark(region: string): Undo;
  /** The application fails on a server that is well. */
  applicationFails(how: Misbehaviour): Undo;
  /** EC2 refuses to start the standby. @param type only while its instance is of this type */
  noCapacity(type?: string): Undo;
  /** The instance type of the standby, as EC2 describes it now. */
  standbyType(): Promise<string>;
  /** The controller's processes are killed, whatever they are doing. */
  functionDies(): void;
  /** No packet of the standby's region, where the controller is, reaches the primary's. */
  pathBetweenRegionsBreaks(): Undo;
  /** No packet of Route 53's checkers reaches the primary's region. */
  checkersAreBlocked(): Undo;
  /**
   * @param text what happens, in a sentence
   * @param fault what happens to deliveries of this source, if anything
   */
  deliveries(text: string, fault: (source: Source) => DeliveryFault | undefined): Undo;
  /** S3 answers every call that concerns the lock bucket with its own failure. */
  lockBucketFails(): Undo;
  /** The operator's command line. Rejects where it does not end well, with all that it printed; returns that otherwise. */
  pilotLight(...args: string[]): Promise<string>;
  /** Runs a command that must be refused, in words that this matches. Returns all that it printed. */
  pilotLightRefuses(words: RegExp, ...args: string[]): Promise<string>;
  /** `terraform apply` of every stack, as somebody might type it now. Returns the changes that it made, one a line. */
  terraformApply(): Promise<readonly string[]>;
}

/** @param terraformHere makes Terraform ready for this world */
export function deedsIn(
  { aws, stage, witness }: Facts,
  diary: Diary,
  requireUnbroken: () => void,
  terraformHere: () => DeployedByTerraform,
): Deeds {
  const { workload, parts } = stage;
  const { faults, dataPlane } = aws;
  const strikeAs = async (disaster: Disaster) => {
    diary.strike(disasterText([stage], disaster));
    await strike([stage], disaster);
  };
  const healOf = async (disaster: Disaster) => {
    diary.note(returnText([stage], disaster));
    await heal([stage], disaster);
  };
  let lighten: Undo = () => {};
  const lay = (text: string, undo: Undo, undone: string): Undo => {
    diary.strike(text);
    return diary.undoable(undo, undone);
  };
  const standbyType = async () => {
    const asking = new DescribeInstancesCommand({ InstanceIds: [workload.standby.instanceId] });
    const { Reservations } = await aws.clock.hold("describing the standby", () =>
      aws.deployed.ec2(parts.standbyRegion).send(asking),
    );
    return Reservations?.[0]?.Instances?.[0]?.InstanceType ?? "";
  };
  return {
    stopPrimary: () => strikeAs("instance"),
    startPrimary: () => healOf("instance"),
    primaryRegionGoesDark: async () => {
      await strikeAs("region");
      const region = stage.primaryRegion;
      if (region === undefined) return;
      lighten = diary.undoable(() => dataPlane.lighten(region), returnText([stage], "region"));
    },
    regionGoesDark: (region) => {
      dataPlane.darken(region, "reset");
      return lay(`${region} goes dark`, () => dataPlane.lighten(region), `${region} is back`);
    },
    primaryRegionReturns: async () => (stage.primaryRegion === undefined ? healOf("region") : lighten()),
    applicationFails: (how) => {
      const { instanceId, address } = workload.primary;
      const works = dataPlane.servers.misbehave(instanceId ?? address, how);
      witness.misbehaviour = how;
      const undo = () => {
        works();
        witness.misbehaviour = undefined;
      };
      return lay(`the primary's application ${misbehaviourText(how)}`, undo, "the primary's application works again");
    },
    noCapacity: (type) =>
      lay(
        `EC2 has no capacity for the standby${type === undefined ? "" : ` as ${type}`}`,
        faults.onCalls(withoutCapacity(workload.standby.instanceId, type)),
        "EC2 has capacity again",
      ),
    standbyType,
    functionDies: () => {
      diary.strike("the controller's processes are killed");
      dataPlane.functions.stopIn(parts.standbyRegion);
    },
    pathBetweenRegionsBreaks: () =>
      lay(
        `no packet from ${parts.standbyRegion} reaches the primary`,
        faults.blockPath(({ region }, to) => region === parts.standbyRegion && to === stage.primaryRegion),
        "the path between the regions is mended",
      ),
    checkersAreBlocked: () =>
      lay(
        "no packet of Route 53's checkers reaches the primary",
        faults.blockPath(({ kind }, region) => kind === "checker" && region === stage.primaryRegion),
        "Route 53's checkers are no longer blocked",
      ),
    deliveries: (text, fault) => lay(text, faults.disturbDeliveries(fault), "messages and events come as always"),
    lockBucketFails: () =>
      lay(
        `S3 fails every call to ${workload.lock.bucket}`,
        faults.onCalls({
          matches: (call) => bucketOf(call) === workload.lock.bucket,
          fault: { kind: "fail" },
        }),
        "S3 answers again",
      ),
    pilotLight: async (...args) => {
      diary.note(commandText(args));
      const printed = await withOperator(stage, ({ run }) => run(args));
      requireUnbroken();
      return printed;
    },
    pilotLightRefuses: async (words, ...args) => {
      const text = commandText(args);
      diary.note(text);
      const printed = await withOperator(stage, ({ run }) => run(args)).then(
        () => undefined,
        (error: Error) => error.message,
      );
      requireUnbroken();
      if (printed === undefined) throw new Broken(`${text} is refused`, "it was accepted", aws.clock.now());
      if (!words.test(printed)) throw new Broken(`${text} is refused with ${words}`, printed, aws.clock.now());
      diary.note("refused");
      return printed;
    },
    terraformApply: async () => {
      diary.note("terraform apply, of every stack");
      const changed = await applyAll(terraformHere());
      requireUnbroken();
      return changed;
    },
  };
}

function misbehaviourText(how: Misbehaviour): string {
  switch (how.kind) {
    case "hangs":
      return "accepts connections and never answers";
    case "answers":
      return `answers ${how.status}`;
    case "refuses":
      return "has crashed: nothing listens";
  }
}
