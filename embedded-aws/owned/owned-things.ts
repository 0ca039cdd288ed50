/** What an account's owner made long ago, and a configuration names by its id. */
export interface OwnedThings {
  readonly subnets: readonly OwnedSubnet[];
  readonly images: readonly OwnedImage[];
  readonly imageParameters: readonly OwnedImageParameter[];
  readonly servers: readonly OwnedServer[];
}

/** Public, in the region's default VPC. */
export interface OwnedSubnet {
  readonly id: string;
  readonly region: string;
  /** Its zone offers them all, where a zone does. */
  readonly instanceTypes: readonly string[];
}

/** For instances of this type: of its processor architecture. */
export interface OwnedImage {
  readonly id: string;
  readonly region: string;
  readonly instanceType: string;
}

/** A parameter that holds the id of such an image. */
export interface OwnedImageParameter {
  /** Also one of AWS's own, `/aws/service/…`; may end in `:VERSION` or `:LABEL`. */
  readonly name: string;
  readonly region: string;
  readonly instanceType: string;
}

/** An instance that runs and serves. */
export interface OwnedServer {
  readonly id: string;
  readonly region: string;
  /** Its public IPv4 addresses, and the TCP ports that are open to the world. */
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}
