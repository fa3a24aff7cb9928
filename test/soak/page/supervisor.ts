/** One report, and somebody who does all sorts of things to it; and what it shows, to be compared with the server. */
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import type { ViewState } from '../../../src/model/view-state.js';
import { attach, frame, newReport, within } from './rounds.js';

/** At least 0, below 1; each call has another one. */
type Dice = () => number;
type Act = (report: OngoingConversationsReport, dice: Dice) => unknown;

const pick = <Value>(values: readonly Value[], dice: Dice): Value | undefined =>
  values[Math.floor(dice() * values.length)];

const find = (report: OngoingConversationsReport, selector: string): HTMLElement[] =>
  [...within(report.renderRoot)].filter(
    (element): element is HTMLElement => element.matches(selector) && element.checkVisibility(),
  );

const press =
  (selector: string): Act =>
  (report, dice) =>
    pick(find(report, selector), dice)?.click();

const look =
  (change: (view: ViewState, dice: Dice) => Partial<ViewState>): Act =>
  (report, dice) => {
    report.view = { ...report.view, ...change(report.view, dice) };
  };

const openAction =
  (action: 'assign' | 'transfer' | 'force-close' | 'monitor'): Act =>
  (report, dice) => {
    const row = pick(report.conversations, dice);
    if (row) report.openAction(action, [row.id]);
  };

/** By name, so that a failure tells what was done. What cannot be done now is not. */
const ACTS: Readonly<Record<string, Act>> = {
  sort: look(({ columns }, dice) => ({
    sort: [{ column: pick(columns, dice) ?? 'wait', direction: dice() < 0.5 ? 'ascending' : 'descending' }],
  })),
  group: look((_, dice) => ({
    grouping: pick(['queue', 'agent', 'status', 'channel', null] as const, dice) ?? null,
  })),
  search: look((_, dice) => ({ search: pick(['a', 'ref', 'ö', 'nothing like it', ''], dice) ?? '' })),
  filter: look((_, dice) => ({ filters: { status: [pick(['open', 'active', 'waiting'], dice) ?? 'open'] } })),
  'press a card': press('[part~=kpi]'),
  'press a row': press('[data-conversation-id]'),
  'select a row': press('[data-conversation-id] input[type=checkbox]'),
  'open a menu': press('button[aria-haspopup=menu]'),
  'choose in a menu': press('[role=menuitem]'),
  'open a filter': press('button[aria-haspopup=dialog]'),
  'open the activity': press('ongoing-conversations-report-header button'),
  'choose a candidate': press('[role=option]'),
  confirm: press('#confirm'),
  'close a toast': press('[part~=toast] button'),
  assign: openAction('assign'),
  transfer: openAction('transfer'),
  'force close': openAction('force-close'),
  monitor: openAction('monitor'),
  pause: (report) => report.pause(),
  resume: (report) => report.resume(),
  refresh: (report) => report.refresh(),
  density: (report, dice) => (report.density = dice() < 0.5 ? 'compact' : 'comfortable'),
  mode: (report, dice) => (report.mode = pick(['full', 'wallboard', 'strip'] as const, dice) ?? 'full'),
  language: (report, dice) => (report.lang = pick(['en', 'fr', 'ar'], dice) ?? 'en'),
  focus: (report, dice) => report.focusConversation(pick(report.conversations, dice)?.id ?? ''),
  scroll: (report, dice) => {
    for (const each of find(report, '*'))
      if (each.scrollHeight > each.clientHeight) each.scrollTop = dice() * 5_000;
  },
  move: (report) => document.body.append(report),
  'take away and put back': async (report, dice) => {
    report.remove();
    for (let frames = Math.floor(dice() * 5); frames > 0; frames -= 1) await frame();
    attach(report);
  },
};

export interface Shown {
  readonly state: string;
  readonly reason: string | null;
  /** Versions by id, of all rows in view. */
  readonly versions: Readonly<Record<string, number>>;
}

export class Supervisor {
  static readonly acts = Object.keys(ACTS);
  readonly #report: OngoingConversationsReport;
  readonly #view: ViewState;

  constructor(src: string) {
    this.#report = newReport({ src });
    this.#view = this.#report.view;
    attach(this.#report);
  }

  async act(name: string, numbers: readonly number[]): Promise<void> {
    const rest = [...numbers];
    await ACTS[name]?.(this.#report, () => rest.shift() ?? 0);
  }

  /** By another way from now on. */
  goTo(src: string): void {
    this.#report.src = src;
  }

  /** Closes and clears all, as before the first act. */
  async calm(): Promise<void> {
    const report = this.#report;
    report.mode = 'full';
    report.lang = 'en';
    report.resume();
    await report.updateComplete;
    await frame();
    for (const button of find(report, 'dialog[open] #cancel, button.clear')) button.click();
    for (const popover of find(report, ':popover-open')) popover.hidePopover();
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLElement) active.blur();
    report.view = this.#view;
    await frame();
  }

  shown(): Shown {
    const { connection, conversations } = this.#report;
    return {
      state: connection.state,
      reason: connection.reason,
      versions: Object.fromEntries(conversations.map(({ id, version }) => [id, version])),
    };
  }

  leave(): void {
    this.#report.remove();
  }
}
