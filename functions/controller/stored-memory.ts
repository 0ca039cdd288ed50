import type { Episode } from "../../contract/episode";
import type { Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";
import { versioned } from "./json-object";

/**
 * A memory of this contract version or an older one, as this code knows it.
 * @throws Error where the text is something else
 */
export function parseMemory(text: string): Memory {
  const value = versioned(text, "memory");
  if (typeof value.firstSeenAt !== "number" || !Array.isArray(value.told))
    throw new Error("memory without firstSeenAt or told: something else wrote this object");
  const { episode, ...rest } = value as unknown as Memory;
  return { ...rest, version: CONTRACT_VERSION, ...(episode ? { episode: upgraded(episode) } : {}) };
}

/** Version 1 knew failovers only, and its `ignitedAt` was the latest start that EC2 had accepted. */
function upgraded(episode: Episode & { version?: number }): Episode {
  if (episode.version !== undefined) return { ...episode, version: CONTRACT_VERSION };
  const { ignitedAt } = episode;
  return {
    ...episode,
    version: CONTRACT_VERSION,
    kind: "failover",
    trigger: "not recorded by version 1",
    ...(ignitedAt === undefined ? {} : { startedInstanceAt: ignitedAt }),
  };
}
