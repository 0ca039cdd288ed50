import { systemError } from "../loaded-text";
import { type Cases, workload } from "./case";

export const theFile: Cases = {
  "file-missing": [
    [
      "a file that is not there",
      "",
      "1",
      "there is no such file",
      { others: { "team/pilot-light.yaml": systemError("ENOENT") } },
    ],
  ],
  "file-unreadable": [
    [
      "a folder in place of the file",
      "",
      "1",
      "cannot be read: EISDIR",
      { others: { "team/pilot-light.yaml": systemError("EISDIR") } },
    ],
    [
      "a file whose reading fails without a code",
      "",
      "1",
      "cannot be read: torn",
      { others: { "team/pilot-light.yaml": new Error("torn") } },
    ],
  ],
  "file-not-utf8": [["Latin-1", Buffer.from("# caf\xe9", "latin1"), "1", "no UTF-8"]],
  "file-empty": [
    ["no bytes", "", "1", "says nothing"],
    ["comments alone", "# nothing\n", "1", "says nothing"],
  ],
  "yaml-syntax": [
    ["an open bracket, with its line", "alerts:\n  - a\ntags: {a: b\n", "4", "Flow map"],
    ["a tab as indentation", "alerts:\n\t- a\n", "2", "Tabs"],
    ["an alias to nothing", "alerts: *nobody\n", "1", "nobody"],
    ["a tag of another tool", "alerts: !Ref x\n", "1", "!Ref"],
  ],
  "duplicate-key": [["a key twice", workload("ttl: 30", "ttl: 40"), "5", "stands twice"]],
};
