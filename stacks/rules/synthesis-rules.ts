import {
  Annotations,
  DefaultTokenResolver,
  type IAspect,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { bucketsArePrivate } from "./buckets-are-private";
import { everyResourceNamesItsProvider } from "./every-resource-names-its-provider";
import { instancesRequireImdsv2 } from "./instances-require-imdsv2";
import { lockBucketWithoutKms } from "./lock-bucket-without-kms";
import { noAssociatedPublicAddress } from "./no-associated-public-address";
import { noManagedPowerState } from "./no-managed-power-state";
import { noWildcardAction } from "./no-wildcard-action";
import { onlyTheServicePortIsOpen } from "./only-the-service-port-is-open";
import type { Rule, SynthesizedResource } from "./rule";
import { storageIsEncrypted } from "./storage-is-encrypted";

/** Fails the synthesis of a stack that holds what may never be deployed, with all violations at once. */
export class SynthesisRules implements IAspect {
  private readonly rules: Rule[];

  /** @param servicePort TCP port that may be open to the world */
  constructor(servicePort: number) {
    this.rules = [
      everyResourceNamesItsProvider,
      onlyTheServicePortIsOpen(servicePort),
      instancesRequireImdsv2,
      storageIsEncrypted,
      bucketsArePrivate,
      lockBucketWithoutKms,
      noWildcardAction,
      noAssociatedPublicAddress,
      noManagedPowerState,
    ];
  }

  visit(node: IConstruct): void {
    if (!TerraformStack.isStack(node)) return;
    const resources = node.node.findAll().filter(TerraformResource.isTerraformResource).map(synthesized);
    for (const rule of this.rules) {
      for (const { path, message } of rule(resources)) Annotations.of(node).addError(`${path}: ${message}`);
    }
  }
}

function synthesized(resource: TerraformResource): SynthesizedResource {
  const json = Tokenization.resolve(resource.toTerraform(), {
    scope: resource,
    resolver: new DefaultTokenResolver(new StringConcat()),
  }) as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  const type = resource.terraformResourceType;
  const [[logicalId, given]] = Object.entries(json.resource[type]!) as [[string, Record<string, unknown>]];
  return { path: resource.node.path, type, address: `${type}.${logicalId}`, arguments: given };
}
