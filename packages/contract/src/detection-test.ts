/** What the command line of a detection test carries; a built-in rule looks for it. */
export const DETECTION_TEST_MARKER = 'vakt-detection-test';

/** A program with its arguments, to be started without a shell in between. */
export interface TestCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The harmless command that proves the way from the sensor to the alert: a shell that waits, long enough for every kind of
 * sensor. The marker and `testId` are mere arguments: nothing interprets them.
 *
 * @param seconds how long it lives; the `:` at its end keeps the shell from turning itself into `sleep`, which has no mark.
 */
export const detectionTestCommand = (testId: string, seconds = 0.5): TestCommand => ({
  program: '/bin/sh',
  args: ['-c', `sleep ${seconds}; :`, DETECTION_TEST_MARKER, testId],
});
