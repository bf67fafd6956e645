import { of, type Signatures, variadic } from './signature.ts';

/** Functions of arrays, sets and bags. */
export const collections: Signatures = {
  array_concat: variadic('array_concat', 'dynamic'),
  array_slice: of('array_slice', 'dynamic', 'long', 'long'),
  array_index_of: of('array_index_of', 'dynamic', 'any', 'long', 'long', 'long'),
  array_sum: of('array_sum', 'dynamic'),
  array_iff: of('array_iff', 'dynamic', 'any', 'any'),
  array_iif: of('array_iff', 'dynamic', 'any', 'any'),
  array_split: of('array_split', 'dynamic', 'any'),
  array_shift_left: of('array_shift_left', 'dynamic', 'long', 'any'),
  array_shift_right: of('array_shift_right', 'dynamic', 'long', 'any'),
  array_rotate_left: of('array_rotate_left', 'dynamic', 'long'),
  array_rotate_right: of('array_rotate_right', 'dynamic', 'long'),
  array_reverse: of('array_reverse', 'dynamic'),
  repeat: of('repeat', 'any', 'long'),
  zip: variadic('zip', 'dynamic'),
  set_equals: of('set_equals', 'dynamic', 'dynamic'),
  set_union: variadic('set_union', 'dynamic'),
  set_intersect: variadic('set_intersect', 'dynamic'),
  set_difference: variadic('set_difference', 'dynamic'),
  bag_merge: variadic('bag_merge', 'dynamic'),
  treepath: of('treepath', 'dynamic'),
  bag_zip: of('bag_zip', 'dynamic', 'dynamic'),
};
