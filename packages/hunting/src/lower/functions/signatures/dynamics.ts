import { of, type Signatures, variadic } from './signature.ts';

/** Functions of dynamic values. */
export const dynamics: Signatures = {
  array_length: of('array_length', 'dynamic'),
  bag_keys: of('bag_keys', 'dynamic'),
  pack_array: variadic('pack_array', 'dynamic'),
  set_has_element: of('set_has_element', 'dynamic', 'dynamic'),
  array_strcat: of('strcat_array', 'dynamic', 'string'),
  arraylength: of('array_length', 'dynamic'),
  strcat_array: of('strcat_array', 'dynamic', 'string'),
  gettype: of('gettype', 'any'),
};
