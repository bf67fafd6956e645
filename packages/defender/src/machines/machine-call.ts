import type { HttpReply } from '@vakt/contract/http';
import { fail, type Result } from '@vakt/contract/result';
import type { Device } from '@vakt/store/devices';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, notFound } from '../failure.ts';
import { findMachine } from './find-machine.ts';

/** Answers about the machine that the path names, or that there is none. */
export const aboutMachine =
  (answer: (call: Call, device: Device) => Promise<Result<HttpReply, ApiFailure>>): OperationHandler =>
  async call => {
    const { id = '' } = call.request.params;
    const device = await findMachine(call, id);
    return device ? answer(call, device) : fail(notFound('Machine', id));
  };
