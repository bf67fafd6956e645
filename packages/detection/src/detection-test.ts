/** What the command line of a detection test carries; the rule `any/detection-test` looks for it. */
export const DETECTION_TEST_MARKER = 'vakt-detection-test';

/** A program with its arguments, to be started without a shell in between. */
export interface TestCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The harmless command that proves the way from the sensor to the alert: a shell that waits for half a second, long
 * enough for every kind of sensor. The marker and `testId` are mere arguments: nothing interprets them.
 */
export const detectionTestCommand = (testId: string): TestCommand => ({
  program: '/bin/sh',
  args: ['-c', 'sleep 0.5; :', DETECTION_TEST_MARKER, testId],
});
