import * as iam from "@aws-sdk/client-iam";
import { rightsOfCall } from "../../../../embedded-aws/permissions/rights/rights-of-call";
import { CAPTURING } from "../captured-call";
import {
  ACCOUNT,
  arn,
  form,
  isNotInTheTable,
  json,
  needsRightAsItsProtocolWritesIt,
  needsRights,
  one,
  PLACE,
} from "./asked-rights";

const IAM = new iam.IAMClient(CAPTURING);

export function accountRights(): void {
  needsRights([
    [
      "GetRole",
      () => IAM.send(new iam.GetRoleCommand({ RoleName: "r" })),
      one("iam:GetRole", `arn:aws:iam::${ACCOUNT}:role/r`),
    ],
  ]);

  needsRightAsItsProtocolWritesIt([
    [
      "GetParameter",
      json("ssm", "AmazonSSM.GetParameter", { Name: "/a/b" }),
      "ssm:GetParameter",
      arn("ssm", "parameter/a/b"),
    ],
    ["Decrypt", json("kms", "TrentService.Decrypt", { KeyId: "k-1" }), "kms:Decrypt", arn("kms", "key/k-1")],
  ]);

  test("who one is may be asked without any right", () => {
    expect(rightsOfCall(form("sts", "Action=GetCallerIdentity"), PLACE)).toEqual([]);
  });

  isNotInTheTable([["CreateUser", () => IAM.send(new iam.CreateUserCommand({ UserName: "u" }))]]);
}
