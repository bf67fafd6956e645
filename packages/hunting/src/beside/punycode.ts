/** Names of any script in letters, digits and hyphens (RFC 3492), and domains made of such names (RFC 5891). */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE_POINT = 128;
const PREFIX = 'xn--';

const adapted = (delta: number, length: number, isFirst: boolean): number => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let bias = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; bias += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return bias + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
};

const threshold = (place: number, bias: number): number => Math.min(Math.max(place - bias, T_MIN), T_MAX);

/** The digits of a number, least first, where each place has its own base. */
const digitsOf = (value: number, bias: number): string => {
  let rest = value;
  let digits = '';
  for (let place = BASE; ; place += BASE) {
    const limit = threshold(place, bias);
    if (rest < limit) return digits + toDigit(rest);
    digits += toDigit(limit + ((rest - limit) % (BASE - limit)));
    rest = Math.floor((rest - limit) / (BASE - limit));
  }
};

/** `a` to `z`, then `0` to `9`. */
const toDigit = (value: number): string => String.fromCharCode(value < 26 ? 97 + value : 22 + value);

const valueOf = (digit: string): number | undefined => {
  if (/^[a-z]$/i.test(digit)) return digit.toLowerCase().charCodeAt(0) - 97;
  return /^[0-9]$/.test(digit) ? digit.charCodeAt(0) + 26 - 48 : undefined;
};

/** A text as Punycode, without a prefix. */
export const toPunycode = (text: string): string => {
  const points = Array.from(text, character => character.codePointAt(0) ?? 0);
  const basic = points.filter(point => point < FIRST_CODE_POINT);
  const others = [...new Set(points.filter(point => point >= FIRST_CODE_POINT))].toSorted((a, b) => a - b);
  let result = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let [current, delta, bias, handled] = [FIRST_CODE_POINT, 0, FIRST_BIAS, basic.length];
  for (const next of others) {
    delta += (next - current) * (handled + 1);
    current = next;
    for (const point of points) {
      if (point < current) delta += 1;
      if (point !== current) continue;
      result += digitsOf(delta, bias);
      bias = adapted(delta, handled + 1, handled === basic.length);
      handled += 1;
      delta = 0;
    }
    delta += 1;
    current += 1;
  }
  return result;
};

/** A number and how many digits it took; `undefined` when the text ends within it. */
const readNumber = (
  text: string,
  from: number,
  bias: number,
): { readonly value: number; readonly end: number } | undefined => {
  let [value, weight] = [0, 1];
  for (let [index, place] = [from, BASE]; ; index += 1, place += BASE) {
    const digit = valueOf(text.charAt(index));
    if (digit === undefined || value > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    value += digit * weight;
    const limit = threshold(place, bias);
    if (digit < limit) return { value, end: index + 1 };
    weight *= BASE - limit;
  }
};

const isCodePoint = (point: number): boolean =>
  point <= 0x10_ff_ff && !(point >= 0xd8_00 && point <= 0xdf_ff);

/** The text of Punycode without its prefix; `undefined` when it is none. */
export const fromPunycode = (text: string): string | undefined => {
  if (!/^[ -~]*$/.test(text)) return undefined;
  const end = text.lastIndexOf('-');
  const points = Array.from(text.slice(0, Math.max(end, 0)), character => character.codePointAt(0) ?? 0);
  let [point, place, bias] = [FIRST_CODE_POINT, 0, FIRST_BIAS];
  for (let index = end > 0 ? end + 1 : 0; index < text.length; ) {
    const number = readNumber(text, index, bias);
    if (!number) return undefined;
    const size = points.length + 1;
    const isFirst = place === 0 && point === FIRST_CODE_POINT && index === (end > 0 ? end + 1 : 0);
    bias = adapted(number.value, size, isFirst);
    place += number.value;
    point += Math.floor(place / size);
    place %= size;
    if (!isCodePoint(point)) return undefined;
    points.splice(place, 0, point);
    place += 1;
    index = number.end;
  }
  return String.fromCodePoint(...points);
};

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** A domain with each name that is not ASCII as Punycode behind `xn--`. */
export const toPunycodeDomain = (domain: string): string =>
  domain
    .split('.')
    .map(label => (isAscii(label) ? label : PREFIX + toPunycode(label)))
    .join('.');

/** A domain with the names behind `xn--` as texts; `undefined` when one of them is no Punycode. */
export const fromPunycodeDomain = (domain: string): string | undefined => {
  const labels = domain
    .split('.')
    .map(label =>
      label.toLowerCase().startsWith(PREFIX) ? fromPunycode(label.slice(PREFIX.length)) : label,
    );
  return labels.includes(undefined) ? undefined : labels.join('.');
};
