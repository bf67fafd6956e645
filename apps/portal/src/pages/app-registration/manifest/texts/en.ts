export const en = {
  lead: 'The application as Microsoft Graph has it. Save sends the properties that you changed.',
  manifest: 'Manifest',
  download: 'Download',
  discard: 'Discard changes',
  changedMeanwhile: (names: string) =>
    `Somebody else has changed ${names} since you began. Copy what you wrote, discard your changes, and write it into the present manifest.`,
  faults: {
    notJson: (reason: string) => `This is no JSON: ${reason}`,
    notAnObject: 'A manifest is a JSON object: { … }.',
    fixed: (names: string) =>
      `These properties cannot be set here: ${names}. Secrets and certificates have a page of their own.`,
    missing: (names: string) =>
      `These properties are missing: ${names}. To clear one, write null, or [] where there was a list.`,
  },
};
