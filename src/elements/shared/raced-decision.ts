/**
 * A decision that the source turned down because somebody else was quicker: the conversation had changed, or the target
 * could not take it any more. The supervisor is shown what changed and decides anew; nothing is ever sent again by itself.
 */
import { html, type TemplateResult } from 'lit';
import type { ActionRequest, ActionSubmission } from '../../context/action-desk-context.js';
import type { WatchedConversation } from '../../controllers/request-watch.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { changesIn, note } from './dialog-notes.js';
import { reasonText } from './outcome-text.js';
import { phrase } from './phrase.js';

/** The source says only that another version is there; all other conflicts come with their own reason. */
const VERSION_CODES: readonly (string | null)[] = ['stale', 'changed'];
/** A change that the source knows and the report does not is asked for after so many seconds. */
const SECONDS_TO_ARRIVE = 3;

export class RacedDecision {
  /** What was chosen; it is proposed again. */
  readonly choice: ActionSubmission;
  readonly #runs: readonly ActionRun[];
  #seconds = 0;

  private constructor(runs: readonly ActionRun[], choice: ActionSubmission) {
    this.#runs = runs;
    this.choice = choice;
  }

  /** Null where nothing can be decided anew: no conflict, or the conversations have ended. */
  static of(
    runs: readonly ActionRun[],
    choice: ActionSubmission,
    engine: ReportEngine,
  ): RacedDecision | null {
    const raced = runs.filter(
      ({ state, conversationId }) => state === 'conflict' && engine.isOngoing(conversationId),
    );
    return raced.length === 0 ? null : new RacedDecision(raced, choice);
  }

  get ids(): readonly string[] {
    return this.#runs.map(({ conversationId }) => conversationId);
  }

  /** The new request, with the rows as they were confirmed: what differs from them is what changed. */
  askAnew(request: ActionRequest): ActionRequest {
    const confirmed = new Map(this.#runs.map((run) => [run.conversationId, run.conversation]));
    return { ...request, conversations: request.conversations.map((row) => confirmed.get(row.id) ?? row) };
  }

  /** True while the source knows a version that has not come yet: nobody can decide on what is not shown. */
  isReading({ conversations }: { readonly conversations: readonly WatchedConversation[] }): boolean {
    return conversations.some(
      ({ pressed, current, ended }) =>
        !ended &&
        current.version <= pressed.version &&
        this.#runs.some(
          ({ conversationId, code }) => conversationId === pressed.id && VERSION_CODES.includes(code),
        ),
    );
  }

  /** A second passed while something was not read yet. */
  waitASecond(engine: ReportEngine): void {
    this.#seconds += 1;
    if (this.#seconds === SECONDS_TO_ARRIVE) engine.refresh();
  }

  /** *Not done, changed after you confirmed. What changed: agent Ana → Ben*; for other conflicts what the source says. */
  note(conversations: readonly WatchedConversation[], words: Localization): TemplateResult {
    const reasons = new Set(
      this.#runs
        .filter(({ code }) => !VERSION_CODES.includes(code))
        .map(({ code, message }) => reasonText(code, message, words)),
    );
    reasons.delete('');
    const changes = changesIn(conversations, words);
    const said =
      reasons.size > 0
        ? words.term('dialog.raced-because', { reason: [...reasons].join(', ') })
        : words.term('dialog.raced');
    return note(html`${said} ${changes === null ? '' : phrase(words, 'dialog.raced-changes', { changes })}`);
  }
}

/**
 * True while a dialog may come up by itself: no other one is open in the report, and the supervisor is not typing, nor
 * at work elsewhere in the page.
 */
export function mayInterrupt(element: Element): boolean {
  const root = element.getRootNode();
  if (!(root instanceof ShadowRoot)) return false;
  const isOpen = (other: Element): boolean =>
    other.matches(':modal') || other.shadowRoot?.querySelector(':modal') != null;
  const slotted = [...root.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements());
  if ([...root.querySelectorAll('[data-action]'), ...slotted].some(isOpen)) return false;
  let active = document.activeElement;
  if (active !== null && active !== document.body && !active.contains(outermost(root.host))) return false;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.matches('input:not([type=checkbox]), textarea, select') !== true;
}

/** The element of the document that contains this one, through all shadow trees. */
function outermost(element: Element): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? outermost(root.host) : element;
}
