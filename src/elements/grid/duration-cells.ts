/**
 * Writes the running clocks of the rows in sight: each second, and after each rendering. Only texts change, so that a
 * second costs a few text nodes and no rendering. What is spoken changes by the minute.
 */
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { elapsed, type Duration } from '../../model/durations.js';
import { severityOf, type Severity, type Thresholds } from '../../model/thresholds.js';
import type { GridColumn } from './columns.js';

export interface ClockCircumstances {
  readonly columns: readonly GridColumn[];
  readonly words: Localization;
  readonly thresholds: Thresholds;
  /** Server epoch ms. */
  readonly now: number;
  readonly isStale: boolean;
}

/** The columns that have thresholds. */
const LIMITED = ['wait', 'handle'] as const;

/** What clocks depend on beside the time. */
const FIXED = ['columns', 'words', 'thresholds', 'isStale'] as const;

export class DurationCells {
  #at: ClockCircumstances | undefined;
  readonly #rows = new WeakMap<Element, readonly [Conversation, number | undefined, ClockCircumstances]>();
  readonly #severities = new WeakMap<Element, Severity>();

  /** A second has passed: all clocks are to be written. */
  tick(): void {
    this.#at = undefined;
  }

  /** What clocks are written from now on. Between two seconds time alone changes none, unless it was corrected. */
  set(at: ClockCircumstances): void {
    const before = this.#at;
    const isOther = (name: keyof ClockCircumstances): boolean => before?.[name] !== at[name];
    if (!before || FIXED.some(isOther) || Math.abs(at.now - before.now) > 1000) this.#at = at;
  }

  /**
   * Writes the clocks of one row, unless they were written from the same before.
   * @param row its element; on a wallboard there is no checkbox before the columns.
   * @param end server epoch ms when it ended: a conversation that is over waits no longer.
   */
  paint(row: Element, conversation: Conversation, end: number | undefined): void {
    const at = this.#at;
    const before = this.#rows.get(row);
    if (!at || (before?.[0] === conversation && before[1] === end && before[2] === at)) return;
    this.#rows.set(row, [conversation, end, at]);
    const first = row.children.length > at.columns.length ? 1 : 0;
    at.columns.forEach((column, index) => {
      const cell = column.duration ? row.children[first + index] : undefined;
      const duration = column.duration?.(conversation) ?? null;
      if (cell) this.#paintCell(cell, column, duration, conversation, end ?? at.now, at);
    });
  }

  #paintCell(
    cell: Element,
    { id }: GridColumn,
    duration: Duration | null,
    conversation: Conversation,
    now: number,
    { words, thresholds, isStale }: ClockCircumstances,
  ): void {
    const ms = duration && elapsed(duration, now);
    const limit = LIMITED.find((kind) => kind === id);
    const severity = limit ? severityOf(thresholds, limit, conversation.queue?.id ?? null, ms) : 'none';
    // A duration that has stopped is exact, however old the data.
    const isAtLeast = isStale && duration?.since != null;
    const [, clock, spoken] = cell.children;
    if (!clock || !spoken) return;
    setText(clock, ms === null ? '–' : clockText(ms, isAtLeast, words));
    setText(spoken, ms === null ? words.term('value.none') : spokenText(ms, isAtLeast, severity, words));
    if ((this.#severities.get(cell) ?? 'none') !== severity) mark(cell, clock, id, severity);
    this.#severities.set(cell, severity);
  }
}

function clockText(ms: number, isAtLeast: boolean, words: Localization): string {
  const duration = words.duration(ms);
  return isAtLeast ? words.term('grid.at-least', { duration }) : duration;
}

function spokenText(ms: number, isAtLeast: boolean, severity: Severity, words: Localization): string {
  const spoken = words.spokenDuration(ms);
  const duration = isAtLeast ? words.term('duration.at-least', { duration: spoken }) : spoken;
  if (severity === 'none') return duration;
  return words.term('grid.duration-severity', { duration, severity: words.term(`grid.${severity}`) });
}

/** The icon comes with the class; the words are in the spoken text. */
function mark(cell: Element, clock: Element, id: string, severity: Severity): void {
  cell.classList.toggle('warning', severity === 'warning');
  cell.classList.toggle('breach', severity === 'breach');
  clock.setAttribute('part', severity === 'none' ? id : `${id} ${severity}`);
}

/** Keeps the text node: replacing it would wake up whoever reads or selects it. */
function setText(element: Element, text: string): void {
  const node = element.firstChild;
  if (!node) element.textContent = text;
  else if (node.nodeValue !== text) node.nodeValue = text;
}
