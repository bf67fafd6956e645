import { readFileSync } from 'node:fs';

/** What the firmware says of the machine; empty where it says nothing or the user may not read it. */
export interface Hardware {
  readonly vendor: string;
  readonly model: string;
  readonly uuid: string;
  readonly deviceType: '' | 'Workstation' | 'Server';
}

/** Chassis types of the SMBIOS specification, section 7.4.1, that are clearly one or the other. */
const WORKSTATION = new Set([3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 24, 30, 31, 32, 35, 36]);
const SERVER = new Set([17, 23, 28, 29]);

const readDmi = (name: string): string => {
  try {
    return readFileSync(`/sys/class/dmi/id/${name}`, 'utf8').trim();
  } catch {
    return '';
  }
};

/** The kind of device by its chassis type. */
export const deviceTypeOf = (chassis: number): Hardware['deviceType'] => {
  if (SERVER.has(chassis)) return 'Server';
  return WORKSTATION.has(chassis) ? 'Workstation' : '';
};

/** This machine's hardware. */
export const readHardware = (): Hardware => ({
  vendor: readDmi('sys_vendor'),
  model: readDmi('product_name'),
  uuid: readDmi('product_uuid').toLowerCase(),
  deviceType: deviceTypeOf(Number(readDmi('chassis_type'))),
});
