import type { Ask } from "../embedded-aws/dns/reply";
import type { Caller } from "../embedded-aws/network";
import { type Internet, PATIENCE_MS } from "./users/fetch-page";
import { findOutage, median } from "./users/outages";
import { isAnswerOf, type Sight, type Site, sightText } from "./users/sight";
import type { Stretch } from "./users/sight-log";
import { User } from "./users/user";

export { LASTING_MS } from "./users/outages";
export { PATIENCE_MS, type Sight, type Site, sightText };

/** Enough that their caches have ten phases, and an outage is seen to a quarter of a second. */
const USERS = 10;
export const REQUESTS_PER_SECOND = 4;
/** RFC 5737's TEST-NET-2: addresses of nobody. */
const addressOfUser = (index: number) => `198.51.100.${index + 1}`;
const MOST_USERS = 254;

/** Somebody who is not one of a rehearsal's users, and comes from where they do. */
export const SOMEBODY: Caller = { kind: "user", address: addressOfUser(MOST_USERS - 1) };

interface UsersOptions extends Internet {
  readonly site: Site;
  /** How to ask DNS, without a cache: `askNameServers` of the embedded AWS. */
  readonly ask: Ask;
  /** In [0, 1): the users' phases. */
  readonly random: () => number;
  readonly count?: number;
  readonly requestsPerSecond?: number;
}

/** A user's outage. Times are AWS time in milliseconds. */
export interface UserOutage {
  /** From 0. */
  readonly user: number;
  /** Where something was felt: the last good answer before it, and the first of a lasting good period, if it has come. */
  readonly from: number;
  readonly to: number | undefined;
  /** Until now, while it lasts. */
  readonly milliseconds: number;
}

export interface Outages {
  /** The outage is the worst user's; undefined if nobody felt any. */
  readonly worst: UserOutage | undefined;
  /** Over all users; one who felt nothing counts as 0. */
  readonly medianMilliseconds: number;
  /** Users who felt one. */
  readonly perUser: readonly UserOutage[];
}

/** What several users see at once. */
export interface CommonSight {
  readonly sight: Sight;
  readonly users: number;
}

/** A user's requests in a row with one result, in AWS time. */
export interface SeenByUser extends Stretch {
  readonly user: number;
}

/**
 * People who know nothing but a site's domain, protocol and port: each asks DNS through a cache of his own, whose phase is
 * his own, and fetches the page several times a second. The only judges of a rehearsal.
 * A result is known when it has come, at the latest `PATIENCE_MS` after the request.
 */
export class Users {
  private readonly users: readonly { readonly user: User; readonly phases: { request: number; cache: number } }[];

  constructor(private readonly options: UsersOptions) {
    const { count = USERS, random } = options;
    if (!(count >= 1 && count <= MOST_USERS)) throw new Error(`${count} users: 1 to ${MOST_USERS} have an address.`);
    this.users = Array.from({ length: count }, (_, index) => ({
      user: new User({ ...options, address: addressOfUser(index) }),
      phases: { request: random(), cache: random() },
    }));
  }

  /** From now on they fetch. */
  start(): void {
    const interval = 1_000 / (this.options.requestsPerSecond ?? REQUESTS_PER_SECOND);
    for (const { user, phases } of this.users) user.start(interval, phases);
  }

  stop(): void {
    for (const { user } of this.users) user.stop();
  }

  /** What each has seen so far, in their order. */
  get stretchesOfEach(): readonly (readonly Stretch[])[] {
    return this.users.map(({ user }) => user.log.read());
  }

  /** What users get: everybody's last result, the most frequent first. */
  now(): readonly CommonSight[] {
    const seen = new Map<string, { sight: Sight; users: number }>();
    for (const { user } of this.users) {
      const sight = user.log.read().at(-1)?.sight;
      if (!sight) continue;
      const key = sightText(sight);
      seen.set(key, { sight, users: (seen.get(key)?.users ?? 0) + 1 });
    }
    return [...seen.values()].sort((a, b) => b.users - a.users);
  }

  /** The first outage that each felt at or after this moment. */
  outages(since: number): Outages {
    const now = this.options.clock.now();
    const perUser = this.users.flatMap(({ user }, index): UserOutage[] => {
      const outage = findOutage(user.log.read(), since);
      return outage ? [{ user: index, ...outage, milliseconds: (outage.to ?? now) - outage.from }] : [];
    });
    const unharmed = Array.from({ length: this.users.length - perUser.length }, () => 0);
    return {
      worst: [...perUser].sort((a, b) => b.milliseconds - a.milliseconds)[0],
      medianMilliseconds: median([...perUser.map(({ milliseconds }) => milliseconds), ...unharmed]),
      perUser,
    };
  }

  /** Answers of the server at this address to requests sent after this moment, with a page or without. */
  answersOf(address: string, after: number): readonly SeenByUser[] {
    return this.stretches(({ sight, last }) => last.sentAt > after && isAnswerOf(sight, address));
  }

  /** What failed between two moments: sent before the second, and over after the first. */
  failures(from: number, to: number): readonly SeenByUser[] {
    return this.stretches(({ sight, first, last }) => sight.kind !== "served" && first.sentAt <= to && last.at >= from);
  }

  private stretches(wanted: (stretch: Stretch) => boolean): readonly SeenByUser[] {
    return this.users.flatMap(({ user }, index) =>
      user.log
        .read()
        .filter(wanted)
        .map((stretch) => ({ user: index, ...stretch })),
    );
  }
}
