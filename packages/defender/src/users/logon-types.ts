/** The types of log-ons as one text, as the wire has them. */
export const logonTypesJson = (types: Iterable<string>) => {
  const names = [...new Set(types)].filter(type => type !== '').toSorted();
  return {
    logonTypes: names.length > 0 ? names.join(', ') : null,
    isOnlyNetworkUser: names.length > 0 && names.every(name => name === 'Network'),
  };
};

/** The id of a user on the wire: `domain\\user`. */
export const userId = (domain: string, name: string): string => (domain === '' ? name : `${domain}\\${name}`);
