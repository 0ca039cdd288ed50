import type { Call } from "./calls";
import type { Clock } from "./time/clock";

/** What only reads, by AWS's naming of actions, or by the method where a service has no action names. */
const READING = /^(Describe|List|Get|Head|BatchGet|Lookup|Filter|Select|Test|Simulate|Assume|GET |HEAD )/;

interface Known {
  readonly versions: string;
  readonly value: Promise<unknown>;
}

/**
 * What was deployed, read from moto once and again only after a call that may have changed it: the data plane asks many
 * times a second.
 */
export class DeployedState {
  private readonly versions = new Map<string, number>();
  private readonly known = new Map<string, Known>();

  constructor(private readonly clock: Clock) {}

  /** Listens to the gateway. */
  readonly onCall = ({ service, action }: Call): void => {
    if (!READING.test(action)) this.changed(service);
  };

  /** @param service AWS's signing name, such as `ec2`, `monitoring` or `events` */
  changed(service: string): void {
    this.versions.set(service, (this.versions.get(service) ?? 0) + 1);
  }

  /**
   * @param key names what is read
   * @param services whose changes make the last reading worthless
   */
  read<Result>(key: string, services: readonly string[], load: () => Promise<Result>): Promise<Result> {
    const versions = services.map((service) => this.versions.get(service) ?? 0).join();
    const known = this.known.get(key);
    if (known?.versions === versions) return known.value as Promise<Result>;
    const value = this.clock.hold(`reading ${key}`, load);
    this.known.set(key, { versions, value });
    value.catch(() => {
      // What could not be read is read again.
      if (this.known.get(key)?.value === value) this.known.delete(key);
    });
    return value;
  }
}
