import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { type PART, TAG } from "../contract/tags";

type Part = (typeof PART)[keyof typeof PART];

/** A deployed thing, found by its tags. */
export interface Tagged {
  readonly arn: string;
  /** Empty where it has no such tag. */
  readonly workload: string;
  /** A `Part`; empty where it has no such tag. */
  readonly part: string;
}

/** What is tagged in a region: of one part, or of all; of one workload, or of all. Rejects as the tagging API does. */
export async function findTagged(
  tagging: Pick<ResourceGroupsTaggingAPIClient, "send">,
  { part, workload }: { part?: Part; workload?: string },
  abortSignal?: AbortSignal,
): Promise<Tagged[]> {
  const found: Tagged[] = [];
  let token: string | undefined;
  do {
    const page = await tagging.send(
      new GetResourcesCommand({
        TagFilters: [
          ...(part === undefined ? [] : [{ Key: TAG.part, Values: [part] }]),
          ...(workload === undefined ? [] : [{ Key: TAG.workload, Values: [workload] }]),
        ],
        ...(token ? { PaginationToken: token } : {}),
      }),
      { abortSignal },
    );
    for (const { ResourceARN, Tags } of page.ResourceTagMappingList ?? []) {
      const tag = (key: string) => Tags?.find(({ Key }) => Key === key)?.Value ?? "";
      if (ResourceARN !== undefined) found.push({ arn: ResourceARN, workload: tag(TAG.workload), part: tag(TAG.part) });
    }
    token = page.PaginationToken || undefined;
  } while (token !== undefined);
  return found;
}
