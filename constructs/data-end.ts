/** Seconds; Lambda and Route 53 publish one datapoint a minute. */
const PERIOD_SECONDS = 60;

/**
 * Minutes. CloudWatch looks at two more than an alarm asks for, before it says that there are no data (its own example: five
 * for three): five minutes without a datapoint.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
const SILENT_PERIODS = 3;

/** What an alarm needs that tells people when a metric's data end: where nothing is published, nothing works. */
export function whereDataEnd(alertTopicArn: string) {
  return {
    comparisonOperator: "LessThanThreshold",
    period: PERIOD_SECONDS,
    evaluationPeriods: SILENT_PERIODS,
    // As "breaching" it would alarm at every first deployment, before the first datapoint: that is no silence, and no loss.
    // So people are told when the data end, and a new alarm waits for them to begin.
    treatMissingData: "missing",
    alarmActions: [alertTopicArn],
    insufficientDataActions: [alertTopicArn],
  };
}
