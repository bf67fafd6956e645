import type { en } from './en.ts';

export const sv: typeof en = {
};
