import { comparableUrl, type IndicatorType, indicatorKey } from '@vakt/contract/indicator-value';
import type { MatchKey } from './indicator-matching.ts';

/** What a value is: one of an indicator type's, or a place on the web, which domains and URLs are about. */
export type WatchedKind = Exclude<IndicatorType, 'DomainName' | 'Url'> | 'Place';

/** A host and the domains above it, down to two labels. */
const domainsOf = (host: string): string[] => {
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
};

/** A domain stands for its subdomains; a URL for itself, with or without a query, and one without a path for its host. */
const placeKeys = (value: string): MatchKey[] => {
  const url = comparableUrl(value);
  if (!url) return [];
  return [
    ...domainsOf(url.host).map(key => ({ type: 'DomainName' as const, key })),
    ...[...new Set([url.whole, url.place, url.host])].map(key => ({ type: 'Url' as const, key })),
  ];
};

/** The keys of the indicators that a value of an event meets. */
export const matchKeysOf = (kind: WatchedKind, value: string): readonly MatchKey[] => {
  if (kind === 'Place') return placeKeys(value);
  const key = indicatorKey(kind, value);
  return key.ok ? [{ type: kind, key: key.value }] : [];
};
