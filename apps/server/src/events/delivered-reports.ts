import { fail, ok } from '@vakt/contract/result';
import type { DeliveredReports } from '@vakt/intake/redelivery';
import type { Lake } from '@vakt/lake/lake';

/** Looks up in the lake what a device has delivered; imports do not count. */
export const createDeliveredReports = (lake: Lake): DeliveredReports => ({
  highestReportId: async (tenantId, deviceId, table) => {
    // The table's name is one of the schema's: the caller has looked it up.
    const sql = `SELECT max(ReportId) FROM lake.\`${table}\` WHERE DeviceId = {device:String} AND _Import = ''`;
    const answer = await lake.query(tenantId, { sql, parameters: { device: deviceId } });
    if (!answer.ok)
      return fail({
        kind: 'unavailable',
        message: 'Events cannot be stored at the moment. Send them again.',
        retryAfterSeconds: 5,
      });
    const highest = answer.value.rows[0]?.[0];
    return ok(typeof highest === 'number' || typeof highest === 'bigint' ? BigInt(highest) : 0n);
  },
});
