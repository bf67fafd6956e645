import { Command } from 'commander';
import { actions } from './commands/actions/command.ts';
import { alerts } from './commands/alerts/command.ts';
import { app } from './commands/app/command.ts';
import { audit } from './commands/audit/command.ts';
import { consent } from './commands/consent/command.ts';
import { customer } from './commands/customer/command.ts';
import { detectionTest } from './commands/detection-test/command.ts';
import { deviceGroup } from './commands/device-group/command.ts';
import { doctor } from './commands/doctor/command.ts';
import { exec } from './commands/exec/command.ts';
import { explainCommand } from './commands/explain/command.ts';
import { functions } from './commands/functions/command.ts';
import { hosts } from './commands/hosts/command.ts';
import { hunt } from './commands/hunt/command.ts';
import { importEvents } from './commands/import/command.ts';
import { incidents } from './commands/incidents/command.ts';
import { keys } from './commands/keys/command.ts';
import { login, logout } from './commands/login/command.ts';
import { machines } from './commands/machines/command.ts';
import { permissions } from './commands/permissions/command.ts';
import { role } from './commands/role/command.ts';
import { rules } from './commands/rules/command.ts';
import { start } from './commands/start/command.ts';
import { tenant } from './commands/tenant/command.ts';
import { token } from './commands/token/command.ts';
import { user } from './commands/user/command.ts';
import { exitCodes } from './exit-code.ts';
import type { Perform } from './parsing.ts';

const EXAMPLES = `Examples:
  vakt alerts list --top 10
  vakt hunt 'DeviceProcessEvents | take 5'
  vakt token --decode
`;

const exitCodeLines = Object.values(exitCodes).map(
  ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
);

const EPILOGUE = `
Each command has its own --help with examples. Called in a folder where npm start has run, the commands use its demo
tenant; elsewhere VAKT_URL, VAKT_TENANT_ID, VAKT_CLIENT_ID and VAKT_CLIENT_SECRET (or VAKT_USERNAME and VAKT_PASSWORD)
say which installation to call and as whom, or vakt login does.

Exit codes:
${exitCodeLines.join('\n')}
`;

/** Errors of the parser are thrown, so that one place decides the exit code; an error shows how the command is used. */
const throwErrors = (command: Command): Command => {
  command.exitOverride().showHelpAfterError('(add --help for the way to use it)');
  for (const child of command.commands) throwErrors(child);
  return command;
};

/** The whole command line; `perform` runs what was asked for. */
export const createProgram = (perform: Perform): Command => {
  const program = new Command('vakt')
    .description('Work with Vakt and with the Microsoft Defender APIs.')
    .version('0.1.0')
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', EPILOGUE);
  program.commandsGroup('Data:');
  for (const make of [alerts, incidents, machines, actions, hunt]) program.addCommand(make(perform));
  program.commandsGroup('Signing in:');
  for (const make of [login, logout, token]) program.addCommand(make(perform));
  program.commandsGroup('Tenants and applications:');
  for (const make of [
    tenant,
    user,
    app,
    consent,
    customer,
    permissions,
    deviceGroup,
    role,
    audit,
    explainCommand,
  ])
    program.addCommand(make(perform));
  program.commandsGroup('Events and rules:');
  for (const make of [importEvents, rules, functions, detectionTest]) program.addCommand(make(perform));
  program.commandsGroup('This installation:');
  for (const make of [start, keys, exec, hosts, doctor]) program.addCommand(make(perform));
  return throwErrors(program);
};
