import { oldestVersion, providerRangeFault } from "../../config/provider-range";

test.each([
  ["~> 5.100", [5, 100, 0]],
  ["~>6.22.1", [6, 22, 1]],
  [">= 6.2, < 7", [6, 2, 0]],
  ["< 7, >= 6.2", [6, 2, 0]],
  [">= 5.100, ~> 6.0", [6, 0, 0]],
  ["~> 6.0, >= 5.100", [6, 0, 0]],
  ["6.3.0", [6, 3, 0]],
  ["= 6.0.0-beta2", [6, 0, 0]],
  ["!= 6.1.0", [0, 0, 0]],
  ["<= 6", [0, 0, 0]],
])("the oldest version of %j is %j", (constraint, oldest) => {
  expect(oldestVersion(constraint)).toEqual(oldest);
});

test.each(["5.100.0", "~> 5.100", ">= 5.101, < 7", "~> 6.0"])("%j is a usable range", (constraint) => {
  expect(providerRangeFault(constraint)).toBeUndefined();
});
