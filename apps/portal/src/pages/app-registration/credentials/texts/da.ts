import type { en } from './en.ts';

export const da: typeof en = {
};
