import type { en } from './en.ts';

export const sv: typeof en = {
  lead: 'Programmet som Microsoft Graph har det. Spara skickar de egenskaper som du har ändrat.',
  manifest: 'Manifest',
  download: 'Ladda ned',
  discard: 'Ignorera ändringar',
  changedMeanwhile: names =>
    `Någon annan har ändrat ${names} sedan du började. Kopiera det du skrev, ignorera dina ändringar och skriv in det i det nuvarande manifestet.`,
  faults: {
    notJson: reason => `Detta är inte JSON: ${reason}`,
    notAnObject: 'Ett manifest är ett JSON-objekt: { … }.',
    fixed: names =>
      `Dessa egenskaper kan inte anges här: ${names}. Hemligheter och certifikat har en egen sida.`,
    missing: names =>
      `Dessa egenskaper saknas: ${names}. Skriv null för att rensa en, eller [] där det fanns en lista.`,
  },
};
