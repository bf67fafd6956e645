import { fieldNumber, fieldText, type WindowsEvent } from '../event.ts';
import type { TimedEvent } from '../event-time.ts';

/** A script, joined from the parts that the log cut it into. */
export interface ScriptBlock {
  /** The event of the first part that came. */
  readonly first: TimedEvent;
  readonly text: string;
  readonly id: string;
  readonly path: string | undefined;
  /** Parts that never came; 0 for a whole script. */
  readonly missingParts: number;
}

interface Part {
  readonly id: string;
  readonly number: number;
  readonly total: number;
  readonly text: string;
  readonly path: string | undefined;
}

interface Incomplete {
  readonly first: TimedEvent;
  readonly total: number;
  readonly parts: Map<number, string>;
  readonly path: string | undefined;
}

/** Scripts that may be incomplete at once; more, and the oldest goes on as it is. */
const MAX_INCOMPLETE = 64;
const MAX_PARTS = 10_000;

/** The message has the whole event where a collector could not take it apart. */
const RENDERED =
  /^Creating Scriptblock text \((\d+) of (\d+)\):\r?\n([\s\S]*?)(?:\r?\n)+ScriptBlock ID: ([0-9a-f-]{36})(?:\r?\nPath: ?(.*))?\s*$/i;

const renderedPart = (event: WindowsEvent): Part | undefined => {
  const { Message } = event.fields;
  const found = typeof Message === 'string' ? RENDERED.exec(Message) : null;
  if (!found) return undefined;
  const [, number = '1', total = '1', text = '', id = '', path = ''] = found;
  return {
    id,
    number: Number(number),
    total: Number(total),
    text,
    path: path.trim() === '' ? undefined : path.trim(),
  };
};

const partOf = (event: WindowsEvent): Part | undefined => {
  const text = fieldText(event, 'ScriptBlockText');
  const id = fieldText(event, 'ScriptBlockId');
  if (text === undefined || id === undefined) return renderedPart(event);
  const number = Number(fieldNumber(event, 'MessageNumber') ?? 1);
  const total = Number(fieldNumber(event, 'MessageTotal') ?? 1);
  return { id, number, total, text, path: fieldText(event, 'Path') };
};

const joined = (id: string, { first, total, parts, path }: Incomplete): ScriptBlock => {
  const numbers = [...parts.keys()].sort((one, other) => one - other);
  const text = numbers.map(number => parts.get(number) ?? '').join('');
  return { first, text, id, path, missingParts: total - parts.size };
};

/** Joins the parts of PowerShell 4104 by their script block's id, in any order of arrival. */
export class ScriptBlocks {
  readonly #incomplete = new Map<string, Incomplete>();

  /** Takes a part; returns the scripts that are done. `undefined`: the event holds no script text. */
  add(timed: TimedEvent): readonly ScriptBlock[] | undefined {
    const part = partOf(timed.event);
    if (!part) return undefined;
    const total = Math.min(part.total, MAX_PARTS);
    if (total <= 1) return [{ first: timed, text: part.text, id: part.id, path: part.path, missingParts: 0 }];
    const key = `${timed.event.deviceName} ${part.id}`;
    const block = this.#incomplete.get(key) ?? { first: timed, total, parts: new Map(), path: part.path };
    block.parts.set(part.number, part.text);
    if (block.parts.size >= block.total) {
      this.#incomplete.delete(key);
      return [joined(part.id, block)];
    }
    this.#incomplete.set(key, block);
    return this.#incomplete.size > MAX_INCOMPLETE ? this.#release(1) : [];
  }

  /** The scripts of which parts never came. */
  finish(): readonly ScriptBlock[] {
    return this.#release(this.#incomplete.size);
  }

  #release(count: number): readonly ScriptBlock[] {
    const oldest = [...this.#incomplete].slice(0, count);
    for (const [key] of oldest) this.#incomplete.delete(key);
    return oldest.map(([key, block]) => joined(key.slice(key.lastIndexOf(' ') + 1), block));
  }
}
