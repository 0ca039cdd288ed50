import { instancesRequireImdsv2 } from "../../../stacks/rules/instances-require-imdsv2";
import { resource } from "./resource";

it.each([
  ["an instance that says nothing", "aws_instance", {}],
  ["an instance that leaves it to the caller", "aws_instance", { metadata_options: { http_tokens: "optional" } }],
  ["a launch template that says nothing", "aws_launch_template", {}],
])("refuses %s", (_, type, given) => {
  expect(instancesRequireImdsv2([resource(type, given)])).toEqual([
    { path: "www-standby/one", message: `${type} answers IMDSv1. Set metadataOptions.httpTokens to "required".` },
  ]);
});

it.each([
  ["as an object", { http_tokens: "required" }],
  ["as a list", [{ http_tokens: "required" }]],
])("takes an instance that requires tokens, with the block %s", (_, metadata_options) => {
  expect(instancesRequireImdsv2([resource("aws_instance", { metadata_options })])).toEqual([]);
});

it("asks nothing of other resources", () => {
  expect(instancesRequireImdsv2([resource("aws_eip", {})])).toEqual([]);
});
