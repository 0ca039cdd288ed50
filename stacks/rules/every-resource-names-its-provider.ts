import { eachResource } from "./rule";

/** Without a name Terraform would use a default provider, in whatever region the shell happens to point at. */
export const everyResourceNamesItsProvider = eachResource("all", ({ type, arguments: { provider } }) => {
  // Terraform's own resource lives in the state and has no region.
  if (type === "terraform_data" || typeof provider === "string") return undefined;
  return `${type} names no provider, so its region would be an accident. Give it one of the stack's aliased providers.`;
});
