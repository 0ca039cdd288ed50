import { everyResourceNamesItsProvider } from "../../../stacks/rules/every-resource-names-its-provider";
import { resource } from "./resource";

it("refuses a resource that names no provider", () => {
  expect(everyResourceNamesItsProvider([resource("aws_eip", {})])).toEqual([
    {
      path: "www-standby/one",
      message:
        "aws_eip names no provider, so its region would be an accident. Give it one of the stack's aliased providers.",
    },
  ]);
});

it("takes a resource that names one", () => {
  expect(everyResourceNamesItsProvider([resource("aws_eip", { provider: "aws.standby" })])).toEqual([]);
});

it("takes Terraform's own resource, which has no region", () => {
  expect(everyResourceNamesItsProvider([resource("terraform_data", {})])).toEqual([]);
});
