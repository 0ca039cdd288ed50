/**
 * Names of the schedules that wake a controller, each every minute: they bear no tags. A dot, since no workload's name has
 * one: `pilot-light-shop-2` would be the first schedule of a workload `shop-2`.
 */
export const scheduleNames = (functionName: string): readonly [string, string] => [
  functionName,
  `${functionName}.second`,
];
