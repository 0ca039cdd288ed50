import { createSign, generateKeyPairSync } from "node:crypto";

const DER = {
  integer: 0x02,
  bitString: 0x03,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
} as const;
/** 2.5.4.3 */
const COMMON_NAME = Buffer.from([0x55, 0x04, 0x03]);
/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);
/** Longer than any rehearsal, under any clock (UTCTime ends in 2049). */
const VALID_FROM = "200101000000Z";
const VALID_TO = "491231235959Z";

/**
 * A key and a self-signed X.509 v1 certificate (RFC 5280), both PEM. Node makes keys but no certificates; this writes
 * the few DER fields that TLS needs. For clients that do not verify, as Route 53's checkers.
 */
export function createSelfSignedCertificate(commonName: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = der(DER.sequence, der(DER.oid, ECDSA_WITH_SHA256));
  const name = der(
    DER.sequence,
    der(DER.set, der(DER.sequence, der(DER.oid, COMMON_NAME), der(DER.utf8, Buffer.from(commonName)))),
  );
  const toBeSigned = der(
    DER.sequence,
    der(DER.integer, Buffer.from([1])),
    algorithm,
    name,
    der(DER.sequence, der(DER.utcTime, Buffer.from(VALID_FROM)), der(DER.utcTime, Buffer.from(VALID_TO))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = createSign("sha256").update(toBeSigned).sign(privateKey);
  const noUnusedBits = Buffer.from([0]);
  const certificate = der(DER.sequence, toBeSigned, algorithm, der(DER.bitString, noUnusedBits, signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
