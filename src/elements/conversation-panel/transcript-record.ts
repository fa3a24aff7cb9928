/**
 * What was said in the monitored conversation, and how the customer's sentiment went: bounded, in order, each entry
 * once. A transcript that is opened again starts from its beginning, so entries are merged by their number.
 */
import type { TranscriptEntry, TranscriptMessage } from '../../data-source/data-source.js';
import { SENTIMENTS, sentimentRank, type Sentiment } from '../../model/conversation.js';
import type { Overheard, SentimentMark } from '../shared/overheard.js';

/** Entries that are kept; older ones leave. A supervisor reads what goes on, not the archive. */
const MAX_ENTRIES = 500;
const MAX_MARKS = 60;

export type TranscriptLine =
  | { readonly id: string; readonly kind: 'entry'; readonly entry: TranscriptEntry }
  | {
      readonly id: string;
      readonly kind: 'sentiment';
      readonly change: 'fell' | 'rose';
      readonly from: Sentiment;
      readonly to: Sentiment;
    };

export class TranscriptRecord implements Overheard {
  readonly #entries = new Map<number, TranscriptEntry>();
  #rowMarks: readonly SentimentMark[] = [];
  #lines: readonly TranscriptLine[] | null = null;
  #isCut = false;
  #hasAnswered = false;

  /** True once the source has sent what was said so far, even if that is nothing. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** True when older entries were left out. */
  get isCut(): boolean {
    return this.#isCut;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** @returns how many entries are new */
  add(message: TranscriptMessage): number {
    this.#hasAnswered = true;
    const before = this.#entries.size;
    for (const entry of message.entries) this.#entries.set(entry.number, entry);
    const added = this.#entries.size - before;
    const surplus = this.#entries.size - MAX_ENTRIES;
    if (surplus > 0) {
      this.#isCut = true;
      for (const number of this.#numbers().slice(0, surplus)) this.#entries.delete(number);
    }
    this.#lines = null;
    return added;
  }

  /** The row's sentiment, for sources whose transcripts carry none. */
  note(mark: SentimentMark): void {
    if (this.#rowMarks.at(-1)?.sentiment === mark.sentiment) return;
    this.#rowMarks = [...this.#rowMarks, mark].slice(-MAX_MARKS);
    this.#lines = null;
  }

  clear(): void {
    this.#entries.clear();
    this.#rowMarks = [];
    this.#lines = null;
    this.#isCut = false;
    this.#hasAnswered = false;
  }

  get customerAt(): number | null {
    return this.#last(({ from }) => from === 'customer')?.at ?? null;
  }

  get agentAt(): number | null {
    return this.#last(({ from }) => from === 'agent')?.at ?? null;
  }

  get isConsulted(): boolean {
    const consult = this.#last((entry) => entry.private && entry.from === 'supervisor');
    const answer = this.#last(({ from }) => from === 'agent');
    return consult !== undefined && (answer === undefined || answer.number < consult.number);
  }

  #last(matches: (entry: TranscriptEntry) => boolean): TranscriptEntry | undefined {
    return this.#sorted().findLast(matches);
  }

  /** Each sentiment that followed another one, oldest first. */
  get sentiments(): readonly SentimentMark[] {
    const marks: SentimentMark[] = [];
    for (const { at, sentiment } of this.#sorted()) {
      if (sentiment !== null && marks.at(-1)?.sentiment !== sentiment) marks.push({ at, sentiment });
    }
    return (marks.length > 0 ? marks : this.#rowMarks).slice(-MAX_MARKS);
  }

  /** Entries with the changes of sentiment between them, oldest first. */
  get lines(): readonly TranscriptLine[] {
    this.#lines ??= this.#compose();
    return this.#lines;
  }

  #compose(): readonly TranscriptLine[] {
    const lines: TranscriptLine[] = [];
    const changes = changesOf(this.sentiments);
    let next = 0;
    // The line stands after the message that made the difference.
    const insertChanges = (until: number): void => {
      for (let change = changes[next]; change && change.at < until; change = changes[next]) {
        lines.push(change.line);
        next += 1;
      }
    };
    for (const entry of this.#sorted()) {
      insertChanges(entry.at);
      lines.push({ id: `entry-${String(entry.number)}`, kind: 'entry', entry });
    }
    insertChanges(Infinity);
    return lines;
  }

  #numbers(): number[] {
    return [...this.#entries.keys()].sort((a, b) => a - b);
  }

  #sorted(): TranscriptEntry[] {
    return [...this.#entries.values()].sort((a, b) => a.number - b.number);
  }
}

/** Only between known sentiments: nobody can tell whether an unknown one is better or worse. */
function changesOf(marks: readonly SentimentMark[]): { at: number; line: TranscriptLine }[] {
  const known = marks.filter(({ sentiment }) => sentimentRank(sentiment) < SENTIMENTS.length);
  return known.slice(1).map(({ at, sentiment: to }, index) => {
    const from = known[index]?.sentiment ?? to;
    const change = sentimentRank(to) < sentimentRank(from) ? 'fell' : 'rose';
    return { at, line: { id: `sentiment-${String(at)}-${to}`, kind: 'sentiment', change, from, to } };
  });
}
