import type { en } from './en.ts';

export const de: typeof en = {
  lead: 'Die Anwendung, wie Microsoft Graph sie führt. Speichern sendet die Eigenschaften, die Sie geändert haben.',
  manifest: 'Manifest',
  download: 'Herunterladen',
  discard: 'Änderungen verwerfen',
  changedMeanwhile: names =>
    `Jemand anderes hat ${names} geändert, seit Sie begonnen haben. Kopieren Sie, was Sie geschrieben haben, verwerfen Sie Ihre Änderungen und schreiben Sie es in das jetzige Manifest.`,
  faults: {
    notJson: reason => `Das ist kein JSON: ${reason}`,
    notAnObject: 'Ein Manifest ist ein JSON-Objekt: { … }.',
    fixed: names =>
      `Diese Eigenschaften lassen sich hier nicht festlegen: ${names}. Geheimnisse und Zertifikate haben eine eigene Seite.`,
    missing: names =>
      `Diese Eigenschaften fehlen: ${names}. Schreiben Sie null, um eine zu leeren, oder [], wo eine Liste stand.`,
  },
};
