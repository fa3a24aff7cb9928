/**
 * The outcomes that are on screen: one toast for each decision, however many conversations it was about. Pure state,
 * the region shows it.
 */
import { isHeld } from '../../engine/run-outcomes.js';
import type { ActionRun } from '../../engine/view-types.js';

/** `status` waits for a pause of the screen reader, `alert` interrupts it. */
export type Urgency = 'status' | 'alert';

/** What happened to the connection; at most one toast tells of it. */
export type ConnectionNotice = 'lost' | 'restored' | 'unauthorized' | 'forbidden' | 'failed';

export type ToastContent =
  | { readonly kind: 'runs'; readonly runs: readonly ActionRun[] }
  | { readonly kind: 'connection'; readonly notice: ConnectionNotice; readonly reason: string | null }
  | { readonly kind: 'text'; readonly text: string };

export interface Toast {
  readonly id: string;
  readonly content: ToastContent;
  readonly urgency: Urgency;
  readonly tone: 'good' | 'plain' | 'caution' | 'bad';
  /** Seconds left; null stays until it is dismissed. */
  readonly seconds: number | null;
  /** Seconds until *Check again* may be pressed once more. */
  readonly checking: number;
}

const SECONDS = 6;
const CHECK_SECONDS = 15;
const SHOWN_AT_ONCE = 4;
/** Toasts that are kept at all: a lost link can leave a whole bulk decision unknown, one toast each in the worst case. */
const MAX_KEPT = 50;
const CONNECTION = 'connection';

export class ToastStack {
  #toasts: readonly Toast[] = [];
  /** Runs by decision, until its toast goes: a bulk decision is told when its last command has settled. */
  readonly #decisions = new Map<string, Map<string, ActionRun>>();
  #texts = 0;

  /** The newest, oldest of them first. */
  get shown(): readonly Toast[] {
    return this.#toasts.slice(-SHOWN_AT_ONCE);
  }

  get hiddenCount(): number {
    return Math.max(0, this.#toasts.length - SHOWN_AT_ONCE);
  }

  /**
   * A run settled.
   * @param log all runs, for those of the same decision that are still pending
   */
  settle(run: ActionRun, log: readonly ActionRun[]): void {
    if (run.code === 'declined') {
      // Comes much later than the decision and is about one agent: told by itself.
      this.#add(toastOf(`declined-${run.key}`, { kind: 'runs', runs: [run] }));
      return;
    }
    const runs = this.#decisions.get(run.requestId) ?? new Map<string, ActionRun>();
    for (const other of log) {
      if (other.requestId === run.requestId && !runs.has(other.key)) runs.set(other.key, other);
    }
    runs.set(run.key, run);
    this.#decisions.set(run.requestId, runs);
    const all = [...runs.values()];
    if (all.some(({ state }) => state === 'pending' || state === 'held')) return;
    // The text went out, and the transcript shows it.
    if (all.every(({ action, state }) => action === 'message' && state === 'done'))
      this.dismiss(run.requestId);
    else this.#add(toastOf(run.requestId, { kind: 'runs', runs: all }));
  }

  /** Decisions that can still be undone, with the seconds that are left. One that is not among them has its outcome told. */
  hold(runs: readonly ActionRun[]): void {
    const decisions = new Map<string, ActionRun[]>();
    for (const run of runs) decisions.set(run.requestId, [...(decisions.get(run.requestId) ?? []), run]);
    for (const [id, held] of decisions) this.#add(toastOf(id, { kind: 'runs', runs: held }));
    // Sent, or taken over by the host: what is pending is marked on its row.
    for (const { id, content } of this.#toasts) {
      if (content.kind === 'runs' && content.runs.every(isHeld) && !decisions.has(id)) this.dismiss(id);
    }
  }

  tell(text: string, urgency: Urgency): void {
    this.#texts += 1;
    const tone = urgency === 'alert' ? 'bad' : 'plain';
    const id = `text-${String(this.#texts)}`;
    this.#add({ id, content: { kind: 'text', text }, urgency, tone, seconds: SECONDS, checking: 0 });
  }

  tellConnection(notice: ConnectionNotice, reason: string | null): void {
    const isGood = notice === 'restored';
    this.#add({
      id: CONNECTION,
      content: { kind: 'connection', notice, reason },
      urgency: 'alert',
      tone: isGood ? 'good' : 'bad',
      seconds: isGood ? SECONDS : null,
      checking: 0,
    });
  }

  dismissConnection(): void {
    this.dismiss(CONNECTION);
  }

  dismiss(id: string): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.#decisions.delete(id);
  }

  /** Rights shrank: nothing that names a conversation may stay. */
  forgetRuns(): void {
    this.#toasts = this.#toasts.filter(({ content }) => content.kind !== 'runs');
    this.#decisions.clear();
  }

  /** *Check again* was pressed. @returns keys of the runs whose outcome is unknown */
  check(id: string): readonly string[] {
    const toast = this.#toasts.find((each) => each.id === id);
    if (!toast || toast.checking > 0 || toast.content.kind !== 'runs') return [];
    this.#toasts = this.#toasts.map((each) => (each.id === id ? { ...each, checking: CHECK_SECONDS } : each));
    return toast.content.runs.filter(({ state }) => state === 'unknown').map(({ key }) => key);
  }

  /** A second passed. @param isPaused true while somebody reads them */
  tick(isPaused: boolean): void {
    const shown = new Set(this.shown);
    this.#toasts = this.#toasts.map((toast) => ({
      ...toast,
      checking: Math.max(0, toast.checking - 1),
      seconds: toast.seconds === null || isPaused || !shown.has(toast) ? toast.seconds : toast.seconds - 1,
    }));
    for (const { id, seconds } of this.#toasts) {
      if (seconds !== null && seconds <= 0) this.dismiss(id);
    }
  }

  /** Puts a new toast last; one that is there already changes where it stands. */
  #add(toast: Toast): void {
    const isThere = this.#toasts.some(({ id }) => id === toast.id);
    const kept = isThere
      ? this.#toasts.map((each) => (each.id === toast.id ? toast : each))
      : [...this.#toasts, toast];
    for (const { id } of kept.slice(0, -MAX_KEPT)) this.#decisions.delete(id);
    this.#toasts = kept.slice(-MAX_KEPT);
  }
}

function toastOf(id: string, content: { readonly kind: 'runs'; readonly runs: readonly ActionRun[] }): Toast {
  const is = (...states: readonly ActionRun['state'][]): boolean =>
    content.runs.some(({ state }) => states.includes(state));
  const urgency = is('failed', 'unknown') ? 'alert' : 'status';
  const isGood = !is('failed', 'unknown', 'refused', 'conflict');
  const isPlain = is('held', 'undone');
  const tone = is('failed') ? 'bad' : !isGood ? 'caution' : isPlain ? 'plain' : 'good';
  return { id, content, urgency, tone, seconds: isGood && !is('held') ? SECONDS : null, checking: 0 };
}
