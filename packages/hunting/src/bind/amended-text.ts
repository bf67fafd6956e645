import type { Span } from '../failure.ts';

/** A piece of text to bind that the query's author did not write, and the offset in the query before which it stands. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A query's text with insertions: what is bound, while failures still point into the query itself. */
export class AmendedText {
  readonly original: string;
  readonly #insertions: readonly Insertion[];

  constructor(original: string, insertions: readonly Insertion[]) {
    this.original = original;
    this.#insertions = insertions.toSorted((one, other) => one.at - other.at);
  }

  /** The text with more insertions, those that stand at the same places behind the ones it has. */
  with(insertions: readonly Insertion[]): AmendedText {
    return new AmendedText(this.original, [...this.#insertions, ...insertions]);
  }

  /** The text with `text` at an offset in the bound text, which may lie inside an insertion. */
  insertedAt(offset: number, text: string): AmendedText {
    let inserted = 0;
    for (const [place, insertion] of this.#insertions.entries()) {
      const within = offset - insertion.at - inserted;
      if (within > 0 && within < insertion.text.length) {
        const longer = insertion.text.slice(0, within) + text + insertion.text.slice(within);
        const changed = this.#insertions.with(place, { at: insertion.at, text: longer });
        return new AmendedText(this.original, changed);
      }
      inserted += insertion.text.length;
    }
    return this.with([{ at: this.originalOffset(offset), text }]);
  }

  /** The text with a piece at an offset in what is bound, which may be in an insertion. */
  withPiece(offset: number, piece: string): AmendedText {
    let before = 0;
    const insertions = this.#insertions.map(insertion => {
      const place = offset - insertion.at - before;
      const { text } = insertion;
      before += text.length;
      const isInside = place > 0 && place < text.length;
      return isInside ? { ...insertion, text: text.slice(0, place) + piece + text.slice(place) } : insertion;
    });
    const isChanged = insertions.some((insertion, index) => insertion !== this.#insertions[index]);
    if (isChanged) return new AmendedText(this.original, insertions);
    return this.with([{ at: this.originalOffset(offset - 1) + 1, text: piece }]);
  }

  /** The text to bind. */
  get text(): string {
    let end = 0;
    const pieces = this.#insertions.flatMap(({ at, text }) => {
      const before = this.original.slice(end, at);
      end = at;
      return [before, text];
    });
    return [...pieces, this.original.slice(end)].join('');
  }

  /** Where a span of the bound text lies in the query. */
  originalSpan({ start, length }: Span): Span {
    const from = this.originalOffset(start);
    return { start: from, length: Math.max(0, this.originalOffset(start + length) - from) };
  }

  /** Whether what stands at an offset in the bound text is not the author's. */
  isInserted(offset: number): boolean {
    let inserted = 0;
    for (const { at, text } of this.#insertions) {
      const start = at + inserted;
      if (offset >= start && offset < start + text.length) return true;
      inserted += text.length;
    }
    return false;
  }

  /** Where an offset in the bound text lies in the query. */
  originalOffset(offset: number): number {
    let inserted = 0;
    for (const { at, text } of this.#insertions) {
      if (offset < at + inserted + text.length) return Math.min(offset - inserted, at);
      inserted += text.length;
    }
    return offset - inserted;
  }
}
