/** A file in which ClamAV has recognised something. */
export interface Recognition {
  readonly path: string;
  /** The name of the signature: `Win.Test.EICAR_HDB-1`. */
  readonly threat: string;
}

/** What ClamAV says when it has done all that it was told to. */
export interface ScanSummary {
  readonly engine: string;
  readonly signatures: number;
  readonly scannedFiles: number;
  readonly infectedFiles: number;
}

const RECOGNITION = /^(\/.*): (\S+) FOUND$/;
const FACT = /^([A-Z][A-Za-z ]+): (.+)$/;
const SUMMARY = '----------- SCAN SUMMARY -----------';

/** What a line says of a file; `undefined` when it says something else. A path may have anything in it but a line break. */
export const recognitionIn = (line: string): Recognition | undefined => {
  const [, path, threat] = RECOGNITION.exec(line) ?? [];
  return path !== undefined && threat !== undefined ? { path, threat } : undefined;
};

/** The summary at the end of what ClamAV printed; `undefined` when it did not come to its end. */
export const summaryIn = (lines: readonly string[]): ScanSummary | undefined => {
  const from = lines.lastIndexOf(SUMMARY);
  if (from < 0) return undefined;
  const facts = new Map(
    lines.slice(from + 1).flatMap(line => {
      const [, name = '', value = ''] = FACT.exec(line) ?? [];
      return name === '' ? [] : [[name, value] as const];
    }),
  );
  const number = (name: string): number => Number.parseInt(facts.get(name) ?? '0', 10);
  return {
    engine: `ClamAV ${facts.get('Engine version') ?? ''}`.trim(),
    signatures: number('Known viruses'),
    scannedFiles: number('Scanned files'),
    infectedFiles: number('Infected files'),
  };
};
