import { of, type Signatures, variadic } from './signature.ts';

/** Functions of network addresses. Lists of ranges are one dynamic value, or several texts that become one. */
export const addresses: Signatures = {
  geo_info_from_ip_address: of('geo_info_from_ip_address', 'string'),
  parse_ipv4: of('parse_ipv4', 'string'),
  parse_ipv4_mask: of('parse_ipv4_mask', 'string', 'long'),
  ipv4_compare: of('ipv4_compare', 'string', 'string', 'long'),
  ipv4_is_match: of('ipv4_is_match', 'string', 'string', 'long'),
  ipv4_is_in_range: of('ipv4_is_in_range', 'string', 'string'),
  ipv4_is_in_any_range: variadic('ipv4_is_in_any_range', 'dynamic', 'string'),
  ipv4_is_private: of('ipv4_is_private', 'string'),
  ipv4_netmask_suffix: of('ipv4_netmask_suffix', 'string'),
  format_ipv4: of('format_ipv4', 'any', 'long'),
  format_ipv4_mask: of('format_ipv4_mask', 'any', 'long'),
  has_ipv4: of('has_ipv4', 'string', 'string'),
  has_any_ipv4: variadic('has_any_ipv4', 'dynamic', 'string'),
  has_ipv4_prefix: of('has_ipv4_prefix', 'string', 'string'),
  has_any_ipv4_prefix: variadic('has_any_ipv4_prefix', 'dynamic', 'string'),
  ipv4_range_to_cidr_list: of('ipv4_range_to_cidr_list', 'string', 'string'),
  parse_ipv6: of('parse_ipv6', 'string'),
  parse_ipv6_mask: of('parse_ipv6_mask', 'string', 'long'),
  ipv6_compare: of('ipv6_compare', 'string', 'string', 'long'),
  ipv6_is_match: of('ipv6_is_match', 'string', 'string', 'long'),
  ipv6_is_in_range: of('ipv6_is_in_range', 'string', 'string'),
  ipv6_is_in_any_range: variadic('ipv6_is_in_any_range', 'dynamic', 'string'),
};
