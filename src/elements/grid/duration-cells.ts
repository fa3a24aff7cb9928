/**
 * Writes the running clocks of the rows in sight: each second, and after each rendering. Only texts change, so that a
 * second costs a few text nodes and no rendering. What is spoken changes by the minute.
 */
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { elapsed, type Duration } from '../../model/durations.js';
import { severityOf, type Severity, type Thresholds } from '../../model/thresholds.js';
import type { GridColumn } from './columns.js';

/** What a clock was last written from; the same again needs no look at the DOM. */
interface Painted {
  readonly seconds: number;
  readonly severity: Severity;
  readonly isStale: boolean;
  readonly words: Localization;
}

export interface ClockCircumstances {
  readonly words: Localization;
  readonly thresholds: Thresholds;
  /** Server epoch ms. */
  readonly now: number;
  readonly isStale: boolean;
}

/** The columns that have thresholds. */
const LIMITED = ['wait', 'handle'] as const;
/** Stands for a duration that there is not. */
const NONE = -1;

export class DurationCells {
  readonly #painted = new WeakMap<Element, Painted>();

  /** Writes the clocks of one row; `row` is its element, with the checkbox before the columns. */
  paint(
    row: Element,
    conversation: Conversation,
    columns: readonly GridColumn[],
    at: ClockCircumstances,
  ): void {
    columns.forEach((column, index) => {
      const cell = column.duration ? row.children[index + 1] : undefined;
      if (cell) this.#paintCell(cell, column, column.duration?.(conversation) ?? null, conversation, at);
    });
  }

  #paintCell(
    cell: Element,
    { id }: GridColumn,
    duration: Duration | null,
    conversation: Conversation,
    { words, thresholds, now, isStale }: ClockCircumstances,
  ): void {
    const ms = duration && elapsed(duration, now);
    const limit = LIMITED.find((kind) => kind === id);
    const severity = limit ? severityOf(thresholds, limit, conversation.queue?.id ?? null, ms) : 'none';
    const seconds = ms === null ? NONE : Math.floor(ms / 1000);
    // A duration that has stopped is exact, however old the data.
    const isAtLeast = isStale && duration !== null && duration.since !== null;
    const before = this.#painted.get(cell);
    if (
      before?.seconds === seconds &&
      before.severity === severity &&
      before.isStale === isAtLeast &&
      before.words === words
    ) {
      return;
    }
    this.#painted.set(cell, { seconds, severity, isStale: isAtLeast, words });
    const [, clock, spoken] = cell.children;
    if (!clock || !spoken) return;
    setText(clock, ms === null ? '–' : clockText(ms, isAtLeast, words));
    setText(spoken, ms === null ? words.term('value.none') : spokenText(ms, isAtLeast, severity, words));
    if ((before?.severity ?? 'none') !== severity) mark(cell, clock, id, severity);
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
