const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Names that the service's own database, GeoLite2, writes otherwise than Unicode does, by their codes. */
const OTHERWISE: Readonly<Record<string, string>> = {
  BL: 'Saint Barthélemy',
  BQ: 'Bonaire, Sint Eustatius, and Saba',
  CD: 'DR Congo',
  CG: 'Congo Republic',
  CI: 'Ivory Coast',
  HK: 'Hong Kong',
  KN: 'St Kitts and Nevis',
  LC: 'Saint Lucia',
  MF: 'Saint Martin',
  MM: 'Myanmar',
  MO: 'Macao',
  PM: 'Saint Pierre and Miquelon',
  PS: 'Palestine',
  SH: 'Saint Helena',
  VC: 'St Vincent and Grenadines',
};

/** The English name of a country by its code of two letters; empty for a code that names none. */
export const countryName = (code: string): string => {
  if (!/^[A-Za-z]{2}$/.test(code)) return '';
  const upper = code.toUpperCase();
  return OTHERWISE[upper] ?? display.of(upper)?.replace(' & ', ' and ') ?? '';
};
