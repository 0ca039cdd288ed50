import type { Deployment } from "../deployment";
import { lockBucketOf, readEpisodes, readLock, readMemory } from "../look/lock-bucket";
import { pageOf } from "../look/users";
import { READ_WITHIN_MS, reading } from "../reading";
import { GLOBAL_REGION, type World } from "../world";
import { readDns } from "./read-dns";
import { readDiskKey } from "./read-key";
import { readQuotas } from "./read-quotas";
import { readRegion, readSchedules } from "./read-region";
import { readAddress, readRootVolume, readSite } from "./read-site";
import type { Readings } from "./readings";

/** How many episodes are looked through for the last drill. */
const EPISODES = 20;

/**
 * Reads all that `preflight` judges, side by side; what cannot be read is unknown.
 * @param primaryRegion called only where it is given
 */
export async function readAll(
  world: World,
  deployment: Deployment,
  primaryRegion: string | undefined,
): Promise<Readings> {
  const { aws, network, now } = world;
  const { region, workload, functionName, standby, primary } = deployment;
  const at = now();
  const ec2 = aws.ec2(region);
  const bucket = lockBucketOf(world, deployment);
  const site = readSite(ec2, standby.instanceId);
  const server = site.then((found) => found.server);
  const volume = readRootVolume(ec2, server);
  const memory = reading((signal) => readMemory(bucket, signal));
  const standbyPage = async (): Promise<Readings["standbyPage"]> => {
    const found = await server;
    if (!found.known) return found;
    if (found.value?.state !== "running") return "does not run";
    return reading(() => network.fetchPage({ ...pageOf(deployment), address: standby.address }, READ_WITHIN_MS, now));
  };
  const primarySite = async (): Promise<Readings["primary"]> => {
    if (primary.instanceId === undefined) return "not on EC2";
    if (primaryRegion === undefined) return "not looked at";
    return readSite(aws.ec2(primaryRegion), primary.instanceId);
  };
  // Of a primary that is not on EC2, nothing is deployed in any region.
  const theirRegion = primary.instanceId === undefined ? undefined : primaryRegion;
  const regions = [...new Set([region, GLOBAL_REGION, ...(theirRegion === undefined ? [] : [theirRegion])])];
  const episodes = async (): Promise<Readings["episodes"]> => {
    const [written, remembered] = await Promise.all([
      reading((signal) => readEpisodes(bucket, EPISODES, signal)),
      memory,
    ]);
    const waiting = remembered.known ? (remembered.value?.finished ?? []) : [];
    return written.known ? { known: true, value: [...waiting, ...written.value].sort(newestFirst) } : written;
  };
  const reads = await Promise.all([
    site,
    reading((signal) => readAddress(ec2, standby.address, signal)),
    volume,
    readDiskKey(aws.kms(region), volume),
    standbyPage(),
    primarySite(),
    Promise.all(regions.map((name) => readRegion(aws, name, workload))),
    reading((signal) => readSchedules(aws.scheduler(region), functionName, signal)),
    readDns(aws.route53(), deployment),
    reading((signal) => readLock(bucket, signal)),
    memory,
    episodes(),
    readQuotas({ ec2, quotas: aws.quotas(region) }, { instanceId: standby.instanceId, server }),
  ]);
  const [
    standbySite,
    standbyAddress,
    standbyVolume,
    standbyKey,
    page,
    theirs,
    found,
    schedules,
    dns,
    lock,
    known,
    past,
    quotas,
  ] = reads;
  return {
    at,
    standby: standbySite,
    standbyAddress,
    standbyVolume,
    standbyKey,
    standbyPage: page,
    primary: theirs,
    regions: found,
    schedules,
    dns,
    lock,
    memory: known,
    episodes: past,
    quotas,
  };
}

const newestFirst = (a: { startedAt: number }, b: { startedAt: number }) => b.startedAt - a.startedAt;
