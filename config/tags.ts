import type { Fault, Path } from "./problem";
import { pathText } from "./problem-text";

/** AWS allows 50 tags a resource; ten of them are left to Pilot Light and to AWS's own services. */
const MAXIMUM_TAGS = 40;
const MAXIMUM_KEY_LENGTH = 128;
const MAXIMUM_VALUE_LENGTH = 256;

/** Characters that every AWS service takes in tags: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const CHARACTERS = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u;
const RESERVED_PREFIXES = ["aws:", "pilot-light:"];

/** Every fault of the tags, with the path to it below `tags`. */
export function tagFaults(tags: Record<string, string>): { path: Path; fault: Fault }[] {
  const keys = Object.keys(tags);
  const faults = keys.flatMap((key) => {
    const found = reservedFault(key) ?? writingFault(key, tags[key]!) ?? twinFault(key, keys);
    return found === undefined ? [] : [{ path: [key], fault: found }];
  });
  if (keys.length <= MAXIMUM_TAGS) return faults;
  const tooMany: Fault = {
    code: "too-many-tags",
    what: `${keys.length} tags are too many`,
    allowed: `at most ${MAXIMUM_TAGS} (AWS takes 50 a resource, and the deployment needs some of its own)`,
  };
  return [...faults, { path: [], fault: tooMany }];
}

function reservedFault(key: string): Fault | undefined {
  const prefix = RESERVED_PREFIXES.find((reserved) => key.toLowerCase().startsWith(reserved));
  if (prefix === undefined) return undefined;
  return {
    code: "reserved-tag",
    what: `tags that begin with "${prefix}" are ${prefix === "aws:" ? "AWS's" : "Pilot Light's"} own`,
    allowed: `a key that begins with neither of ${RESERVED_PREFIXES.map((reserved) => `"${reserved}"`).join(" and ")}`,
  };
}

function writingFault(key: string, value: string): Fault | undefined {
  const keyIsSound = key.length >= 1 && key.length <= MAXIMUM_KEY_LENGTH && CHARACTERS.test(key);
  if (keyIsSound && value.length <= MAXIMUM_VALUE_LENGTH && CHARACTERS.test(value)) return undefined;
  return {
    code: "invalid-tag",
    what: `AWS does not take this tag's ${keyIsSound ? "value" : "key"}`,
    allowed:
      `keys of 1 to ${MAXIMUM_KEY_LENGTH} and values of at most ${MAXIMUM_VALUE_LENGTH} characters: ` +
      "letters, digits, spaces and + - = . _ : / @",
  };
}

/** IAM takes keys that differ by letter case alone for one key: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
function twinFault(key: string, keys: string[]): Fault | undefined {
  const twin = keys.find((other) => other.toLowerCase() === key.toLowerCase());
  if (twin === key || twin === undefined) return undefined;
  return {
    code: "duplicate-tag",
    what: `this key and ${pathText(["tags", twin])} differ by letter case alone, which IAM takes for one key`,
    allowed: "keys that differ by more than letter case",
  };
}
