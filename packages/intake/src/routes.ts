import type { Entropy } from '@vakt/contract/entropy';
import type { HttpHandler, HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { Result } from '@vakt/contract/result';
import { BODY_LIMIT } from './http/body-text.ts';
import {
  RESULT_LIMIT,
  receiveCommandResult,
  reportCommand,
  sendLibraryFile,
} from './http/device-commands.ts';
import { enrolDevice } from './http/enrol-device.ts';
import { exchangeActions } from './http/exchange-actions.ts';
import { eventReceiver } from './http/receive-events.ts';
import { PACKAGE_LIMIT, receivePackage } from './http/receive-package.ts';
import { errorReply, type Failure } from './http/replies.ts';
import type {
  Authenticate,
  DeviceActions,
  DeviceEnrolments,
  DevicePackages,
  DeviceSessions,
  EventSink,
} from './ports.ts';
import { type DeliveredReports, Redelivery } from './redelivery.ts';

/** What the routes work with. */
export interface IntakePorts {
  readonly authenticate: Authenticate;
  readonly sink: EventSink;
  readonly enrolments: DeviceEnrolments;
  readonly actions: DeviceActions;
  readonly packages: DevicePackages;
  readonly sessions: DeviceSessions;
  readonly delivered: DeliveredReports;
  readonly entropy: Entropy;
}

/** The doors through which events come in. */
export const intakeRoutes = (ports: IntakePorts): readonly Route[] => {
  const handler =
    (act: (request: HttpRequest) => Promise<Result<HttpReply, Failure>>): HttpHandler =>
    async request => {
      const outcome = await act(request);
      return outcome.ok ? outcome.value : errorReply(outcome.error, ports.entropy.uuid());
    };
  return [
    {
      method: 'POST',
      path: '/intake/events',
      bodyLimit: BODY_LIMIT,
      handle: handler(eventReceiver({ ...ports, redelivery: new Redelivery(ports.delivered) })),
    },
    {
      method: 'POST',
      path: '/intake/devices/enrol',
      bodyLimit: 16_384,
      handle: handler(request => enrolDevice(ports.enrolments, request)),
    },
    {
      method: 'POST',
      path: '/intake/devices/actions',
      bodyLimit: 262_144,
      handle: handler(request => exchangeActions(ports, request)),
    },
    {
      method: 'POST',
      path: '/intake/devices/actions/{id}/package',
      bodyLimit: PACKAGE_LIMIT,
      handle: handler(request => receivePackage(ports, request)),
    },
    {
      method: 'POST',
      path: '/intake/devices/actions/{id}/commands/{index}',
      bodyLimit: 65_536,
      handle: handler(request => reportCommand(ports, request)),
    },
    {
      method: 'POST',
      path: '/intake/devices/actions/{id}/commands/{index}/result',
      bodyLimit: RESULT_LIMIT,
      handle: handler(request => receiveCommandResult(ports, request)),
    },
    {
      method: 'GET',
      path: '/intake/devices/actions/{id}/commands/{index}/file',
      handle: handler(request => sendLibraryFile(ports, request)),
    },
  ];
};
