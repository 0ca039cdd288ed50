/** How long what EC2 does to an instance takes, in milliseconds of AWS time. AWS documents none of these. */
export interface PowerTimes {
  /** From StartInstances or RunInstances to `running`. */
  readonly pendingMs: number;
  /** From `running` until a system that has booted before starts its services. */
  readonly bootMs: number;
  /** The same for a first boot, which runs the user data besides. */
  readonly firstBootMs: number;
  /** From the start of the services until the application listens. */
  readonly applicationStartMs: number;
  /** From StopInstances until the system's shutdown has ended the service. */
  readonly servicesDownMs: number;
  /** From StopInstances to `stopped`. */
  readonly stoppingMs: number;
  /** From TerminateInstances to `terminated`. */
  readonly shuttingDownMs: number;
}

/** How long one instance boots, in milliseconds from `running` until its application listens. */
export interface BootTimes {
  /** The first time, which runs the user data. */
  readonly firstMs: number;
  /** Every later time. */
  readonly laterMs: number;
}

/** As long as instances boot of which nothing is said. */
export const usualBoots = ({ bootMs, firstBootMs, applicationStartMs }: PowerTimes): BootTimes => ({
  firstMs: firstBootMs + applicationStartMs,
  laterMs: bootMs + applicationStartMs,
});

/**
 * From a stopped instance to SSH, published runs took 21-35 s: here 8 s of `pending` and 20 s of boot. cloud-init runs
 * user data in the first boot only, which installs packages: a minute is assumed. The rest is assumed too: systemd ends
 * services first, within seconds, and `stopping` and `shutting-down` take longer than that.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html (order of the states)
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html (first boot only)
 */
export const USUAL_POWER_TIMES: PowerTimes = {
  pendingMs: 8_000,
  bootMs: 20_000,
  firstBootMs: 60_000,
  applicationStartMs: 4_000,
  servicesDownMs: 2_000,
  stoppingMs: 12_000,
  shuttingDownMs: 30_000,
};
