import { stacksOf, synthesizedApp } from "../../operations/synthesized-app";
import { manifestOf } from "./fake-project";

test("each failover stack is a workload's", () => {
  expect(synthesizedApp(manifestOf(["web", "api"])).workloads).toEqual(["api", "web"]);
});

test("a workload whose name ends like a stack's is not mistaken for another", () => {
  expect(synthesizedApp(manifestOf(["web-failover"])).workloads).toEqual(["web-failover"]);
});

test("stacks come after what they depend on, although the alphabet puts failover first", () => {
  expect(synthesizedApp(manifestOf(["web"])).stacks).toEqual(["web-primary", "web-standby", "web-failover"]);
});

test("what comes down first is what depends on the sites", () => {
  expect(stacksOf("web")).toEqual(["web-failover", "web-standby", "web-primary"]);
});
