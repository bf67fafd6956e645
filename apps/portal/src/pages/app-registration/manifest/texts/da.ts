import type { en } from './en.ts';

export const da: typeof en = {
  lead: 'Programmet, som Microsoft Graph har det. Gem sender de egenskaber, du har ændret.',
  manifest: 'Manifest',
  download: 'Download',
  discard: 'Kassér ændringer',
  changedMeanwhile: names =>
    `En anden har ændret ${names}, siden du begyndte. Kopiér det, du skrev, kassér dine ændringer, og skriv det ind i det nuværende manifest.`,
  faults: {
    notJson: reason => `Det er ikke JSON: ${reason}`,
    notAnObject: 'Et manifest er et JSON-objekt: { … }.',
    fixed: names =>
      `Disse egenskaber kan ikke angives her: ${names}. Hemmeligheder og certifikater har deres egen side.`,
    missing: names =>
      `Disse egenskaber mangler: ${names}. Skriv null for at rydde en, eller [] hvor der var en liste.`,
  },
};
