/** The input that the schedule gives to the controller: "look now", and nothing else. */
export interface ScheduleInput {
  version: number;
  trigger: "schedule";
}
