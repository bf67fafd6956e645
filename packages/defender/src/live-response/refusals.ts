import { type ApiFailure, apiFailure } from '../failure.ts';

const WHO = 'A Security Administrator or Global Administrator of the tenant';

const switchedOff = (message: string, missing: string, turn: string, option: string): ApiFailure => {
  const command = `vakt tenant settings set ${option} on`;
  return {
    ...apiFailure('DisabledFeature', `${message} ${WHO} ${turn}: ${command}`),
    advice: {
      step: 'call',
      missing,
      remedies: [`Nothing before the call is at fault. ${WHO} ${turn}.`],
      commands: [command],
    },
  };
};

export const LIVE_RESPONSE_OFF = switchedOff(
  'Live response is off for this tenant.',
  'live response in the settings of the tenant',
  'switches it on',
  '--live-response',
);

export const UNSIGNED_SCRIPTS_OFF = switchedOff(
  'This tenant runs no unsigned scripts, and every script of a live response library is unsigned.',
  'unsigned scripts in the settings of the tenant',
  'allows them',
  '--unsigned-scripts',
);

/** Reference: defender-endpoint-core, section 5.1. */
export const MOST_SESSIONS = 50;

/** Why a session does not begin though it may. */
export const SESSION_REFUSALS: Readonly<Record<'device-busy' | 'tenant-busy', ApiFailure>> = {
  'device-busy': apiFailure('ActiveRequestAlreadyExists', 'Action is already in progress'),
  'tenant-busy': {
    ...apiFailure(
      'TooManyRequests',
      `The tenant has ${MOST_SESSIONS} live response sessions open, the most at a time. Wait for one to end, or cancel one.`,
      { 'retry-after': '60' },
    ),
    advice: {
      step: 'call',
      missing: 'a live response session that is left',
      remedies: ['Wait for a session to end, or cancel one that waits for a device in vain.'],
      commands: ["vakt actions list --filter \"type eq 'LiveResponse' and status eq 'Pending'\""],
    },
  },
};
