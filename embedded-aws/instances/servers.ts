import type { AddressTable } from "../address-table";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import type { Faults } from "../faults";
import type { Caller, Network, Route } from "../network";
import type { Cancel, Clock } from "../time/clock";
import { Door, type Host, type Page } from "./door";
import { type Exposure, readExposures } from "./exposures";
import { FirstBoots } from "./first-boots";
import type { InstancePower } from "./instance-power";

/** How an application fails on a server that is well itself. */
export type Misbehaviour =
  /** It accepts connections and never answers. */
  | { readonly kind: "hangs" }
  /** It answers every request so, e.g. with 500. */
  | { readonly kind: "answers"; readonly status: number }
  /** Nothing listens: the application has crashed. */
  | { readonly kind: "refuses" };

export type Found = Pick<Exposure, "region" | "instanceId" | "address">;

const SILENT: Route = { kind: "silent" };
const REFUSED: Route = { kind: "refused" };
const DEAD: Host = { kind: "dead" };

/**
 * The HTTP and HTTPS servers behind deployed public addresses, and the way to them. What each is was read from the
 * deployed AWS; whether it serves says the instance's power.
 */
export class Servers implements Network {
  private readonly doors = new Map<string, Promise<Door>>();
  private readonly outside = new Map<string, { serves: boolean }>();
  private readonly misbehaving = new Map<string, Misbehaviour>();
  private readonly firstBoots: FirstBoots;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly deployed: AwsClients;
      readonly state: DeployedState;
      readonly power: InstancePower;
      readonly faults: Faults;
      readonly table: AddressTable;
      readonly regions: readonly string[];
      /** The page of an instance that serves. */
      readonly pageOf?: (found: Found) => Page;
    },
  ) {
    this.firstBoots = new FirstBoots(options);
    options.power.onServiceEnd((instanceId) => {
      for (const opening of this.doors.values())
        opening.then(
          (door) => door.dropConnectionsOf(instanceId),
          () => {},
        );
    });
  }

  /**
   * Opens a door for every deployed address and port that has none. Run it after each deployment, so that the address
   * table is complete.
   * @throws Error for a security group that this machine cannot stand for
   */
  async refresh(): Promise<void> {
    for (const region of this.options.regions)
      for (const { address, ports } of (await this.exposures(region)).values())
        for (const port of ports.keys()) await this.openDoor(address, port, () => this.hostAt(address, port));
  }

  /**
   * Puts a server outside AWS at an address, e.g. an existing primary in a data centre. It serves until it is told to
   * fail, and is silent then. Where there is one already, that one is meant.
   */
  async addOutsideAws(address: string, port: number): Promise<{ fail(): void; recover(): void }> {
    const server = this.outside.get(`${address}:${port}`) ?? { serves: true };
    const name = `A server outside AWS at ${address}`;
    this.outside.set(`${address}:${port}`, server);
    await this.openDoor(address, port, async () =>
      server.serves ? this.applicationOf(address, { name, page: text(`${name}\n`) }) : DEAD,
    );
    return {
      fail: () => {
        server.serves = false;
      },
      recover: () => {
        server.serves = true;
      },
    };
  }

  /**
   * A server's application fails so until the returned function is called, whatever the server does meanwhile.
   * @param server an instance's id, or the address of a server outside AWS
   */
  misbehave(server: string, how: Misbehaviour): Cancel {
    this.misbehaving.set(server, how);
    return () => {
      if (this.misbehaving.get(server) === how) this.misbehaving.delete(server);
    };
  }

  /** Why an instance's user data has started nothing, for people; undefined where nothing speaks against it. */
  whyNothingListens({ region, instanceId }: Pick<Found, "region" | "instanceId">): Promise<string | undefined> {
    return this.firstBoots.failureOf(region, instanceId);
  }

  async route(address: string, port: number, caller: Caller): Promise<Route> {
    const { faults, power } = this.options;
    const outside = this.outside.get(`${address}:${port}`);
    if (outside) {
      if (!outside.serves || faults.isBlocked(caller, undefined)) return SILENT;
      return this.misbehaving.get(address)?.kind === "refuses" ? REFUSED : this.throughDoor(address, port);
    }
    const found = await this.find(address);
    if (!found || faults.darknessOf(found.region) || faults.isBlocked(caller, found.region)) return SILENT;
    if (!found.ports.get(port)?.check(caller.address)) return SILENT;
    if (power.serviceOf(found.instanceId) === "listening") {
      const refuses =
        this.misbehaving.get(found.instanceId)?.kind === "refuses" ||
        (await this.whyNothingListens(found)) !== undefined;
      return refuses ? REFUSED : this.throughDoor(address, port);
    }
    return power.stateOf(found.instanceId) === "running" ? REFUSED : SILENT;
  }

  /** Closes every door. May be called again. */
  async stop(): Promise<void> {
    const doors = [...this.doors];
    this.doors.clear();
    for (const [at, door] of doors) {
      const [address = "", port] = at.split(":");
      this.options.table.close(address, Number(port));
      await (await door).close();
    }
  }

  /** What somebody at the door finds, whoever it is: a caller that a security group stops has not come this far. */
  private async hostAt(address: string, port: number): Promise<Host> {
    const { faults, power, pageOf = defaultPage } = this.options;
    const found = await this.find(address);
    if (!found?.ports.has(port) || faults.darknessOf(found.region)) return DEAD;
    const { instanceId } = found;
    if (power.serviceOf(instanceId) === "none" || (await this.whyNothingListens(found)) !== undefined) return DEAD;
    const application = this.applicationOf(instanceId, { name: `Instance ${instanceId}`, page: pageOf(found) });
    return application.kind === "dead" ? application : { ...application, instanceId };
  }

  /** What the application does on a server that is well. @param server as in `misbehave` */
  private applicationOf(server: string, { name, page }: { readonly name: string; readonly page: Page }): Host {
    const misbehaviour = this.misbehaving.get(server);
    switch (misbehaviour?.kind) {
      case "refuses":
        return DEAD;
      case "hangs":
        return { kind: "hangs" };
      case "answers":
        return { ...misbehaviour, page: text(`${name} answers ${misbehaviour.status}\n`) };
      case undefined:
        return { kind: "answers", status: 200, page };
    }
  }

  private async find(address: string): Promise<Exposure | undefined> {
    for (const region of this.options.regions) {
      const found = (await this.exposures(region)).get(address);
      if (found) return found;
    }
    return undefined;
  }

  private exposures(region: string): Promise<ReadonlyMap<string, Exposure>> {
    const { deployed, state, power } = this.options;
    return state.read(`exposures in ${region}`, ["ec2"], async () => {
      const exposures = await readExposures(deployed, region);
      for (const exposure of exposures) power.seen(region, exposure.instanceId, exposure.state);
      return new Map(exposures.map((exposure) => [exposure.address, exposure]));
    });
  }

  private async throughDoor(address: string, port: number): Promise<Route> {
    const door = await this.openDoor(address, port, () => this.hostAt(address, port));
    return { kind: "open", loopbackPort: door.loopbackPort };
  }

  private openDoor(address: string, port: number, find: () => Promise<Host>): Promise<Door> {
    const at = `${address}:${port}`;
    const known = this.doors.get(at);
    if (known) return known;
    const opening = Door.open(this.options.clock, find).then((door) => {
      this.options.table.open(address, port, door.loopbackPort);
      return door;
    });
    this.doors.set(at, opening);
    return opening;
  }
}

const text = (body: string): Page => ({ contentType: "text/plain; charset=utf-8", body });

const defaultPage = ({ region, instanceId }: Found) => text(`Instance ${instanceId} in ${region}\n`);
