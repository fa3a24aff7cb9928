/**
 * Follows the conversations of an action request while its dialog is open: the conversation lives on under the hand of
 * the supervisor, and what was true at the press may no longer be when the confirm button is reached.
 */
import type { ReactiveControllerHost } from 'lit';
import { defer, map, merge, tap, type Observable } from 'rxjs';
import type { ActionRequest } from '../context/action-desk-context.js';
import type { ReportEngine } from '../engine/report-engine.js';
import type { Connection } from '../engine/view-types.js';
import type { ActionDecision } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import { StreamController } from './stream-controller.js';

/** What a supervisor decides by; a change of anything else is not told. */
export const FACTS = ['subject', 'customer', 'agent', 'status', 'queue'] as const;
export type Fact = (typeof FACTS)[number];

/** One conversation of the request, as it was and as it is. */
export interface WatchedConversation {
  readonly pressed: Conversation;
  /** The newest row; the last one that was known when it ended. */
  readonly current: Conversation;
  readonly ended: boolean;
  readonly decision: ActionDecision;
  /** The facts that differ from those at the press. */
  readonly changes: readonly Fact[];
}

export interface WatchedRequest {
  readonly conversations: readonly WatchedConversation[];
  readonly connection: Connection;
}

interface Source {
  readonly engine: ReportEngine;
  readonly request: ActionRequest;
}

export class RequestWatch {
  readonly #stream: StreamController<WatchedRequest>;
  #source: Source | undefined;
  #watched$: Observable<WatchedRequest> | undefined;

  /**
   * @param onChange called when a fact, the end or the decision of a conversation changed after the press: what the
   *   supervisor is about to confirm is not what they have read.
   */
  constructor(host: ReactiveControllerHost, source: () => Source | undefined, onChange: () => void) {
    this.#stream = new StreamController(host, () => {
      const next = source();
      if (next?.engine !== this.#source?.engine || next?.request !== this.#source?.request) {
        this.#source = next;
        this.#watched$ = next && watch(next, onChange);
      }
      return this.#watched$;
    });
  }

  get value(): WatchedRequest | undefined {
    return this.#stream.value;
  }
}

/** One row at a time: a bulk request may hold thousands, and most of them are quiet. */
function watch({ engine, request }: Source, onChange: () => void): Observable<WatchedRequest> {
  return defer(() => {
    const { action, conversations } = request;
    const look = (pressed: Conversation, current: Conversation, ended: boolean): WatchedConversation => ({
      pressed,
      current,
      ended,
      decision: ended ? { allowed: false, code: 'closed' } : engine.decide(action, current),
      changes: FACTS.filter((fact) => factOf(fact, pressed) !== factOf(fact, current)),
    });
    const rows = conversations.map((pressed) => look(pressed, pressed, false));
    const see = (index: number, row: Conversation | null, known = rows[index]): void => {
      if (!known) return;
      const next = look(known.pressed, row ?? known.current, row === null);
      rows[index] = next;
      if (differs(known, next)) onChange();
    };
    const seeAgain = (): void =>
      rows.forEach(({ current, ended }, index) => see(index, ended ? null : current));
    return merge(
      ...conversations.map(({ id }, index) => engine.conversation$(id).pipe(tap((row) => see(index, row)))),
      // What is decided hangs on these too.
      merge(engine.connection$, engine.rights$, engine.runs$).pipe(tap(seeAgain)),
    ).pipe(map(() => ({ conversations: rows, connection: engine.connection })));
  });
}

function differs(before: WatchedConversation, after: WatchedConversation): boolean {
  return (
    before.ended !== after.ended ||
    before.decision.allowed !== after.decision.allowed ||
    FACTS.some((fact) => factOf(fact, before.current) !== factOf(fact, after.current))
  );
}

function factOf(fact: Fact, conversation: Conversation): string {
  switch (fact) {
    case 'subject':
      return conversation.subject;
    case 'status':
      return conversation.status === 'active' ? `active ${conversation.phase ?? ''}` : conversation.status;
    default:
      return conversation[fact]?.id ?? '';
  }
}
