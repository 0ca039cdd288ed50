import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Mailbox } from "../../../rehearsal/world/mailbox";
import { temporaryFolder } from "../../temporary-folder";

const parent = temporaryFolder();

test("letters are taken in once, with the time of the look, and not before they are whole", () => {
  const folder = join(parent, "messages");
  const mailbox = new Mailbox(folder);
  mailbox.look(1);
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("0001-email_ops.txt", "To: email ops@example.com\nTopic: none\nSubject: hello\n\nline\n\nmore\n");
  write("0002-email_ops.txt", "To: email ops@exam");
  write("0003-email_ops.txt", "To: email ops@example.com\nTopic: none\nSubject: last\n\nend\n");
  mailbox.look(2);
  write("0002-email_ops.txt", "To: email ops@example.com\nTopic: none\nSubject: \n\nbody\n");
  mailbox.look(3);
  mailbox.look(4);
  const to = "email ops@example.com";
  expect(mailbox.received).toEqual([
    { at: 2, to, subject: "hello", body: "line\n\nmore\n" },
    { at: 3, to, subject: "", body: "body\n" },
    { at: 3, to, subject: "last", body: "end\n" },
  ]);
});
