/** A number whose text a double cannot carry; prints as it was written. */
export interface NumberText {
  readonly rawJSON: string;
}

/** JSON as of ES2026 (source text access), which the compiler's library does not know yet. */
const json = JSON as unknown as {
  rawJSON(text: string): NumberText;
  isRawJSON(value: unknown): value is NumberText;
};

const INTEGER = /^-?\d+$/;

const significantDigits = (source: string): number =>
  source
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '').length;

/** A double carries 15 significant digits of any decimal; beyond that, and beyond its range, the text is kept. */
const exactOrText = (value: number, source: string): number | NumberText => {
  const vanished = value === 0 && /[1-9]/.test(source.replace(/[eE].*$/, ''));
  const lossy = !Number.isFinite(value) || vanished || significantDigits(source) > 15;
  return lossy ? json.rawJSON(source) : value;
};

/** The value of a JSON number's text without loss: a `number` where a double carries it. */
export const numberOfText = (source: string): number | bigint | NumberText => {
  const value = Number(source);
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source);
  return String(value) === source ? value : exactOrText(value, source);
};

/** Whether `value` is a number that was kept as text. */
export const isNumberText = (value: unknown): value is NumberText => json.isRawJSON(value);

/** A `bigint` as something that JSON.stringify prints. */
export const printableInteger = (value: bigint): NumberText => json.rawJSON(String(value));
