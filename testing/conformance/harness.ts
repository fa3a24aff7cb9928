/**
 * What the kit has to know of a data source: the source itself, and how to drive the back end behind it.
 *
 * Every hook is optional. A case that needs one which is missing is reported as skipped, with that reason, so that the
 * report of a run says what it has not shown.
 */
import type { DataSource, ReportScope } from '../../src/data-source/data-source.js';
import type { ActionPermissions } from '../../src/model/actions.js';
import type { Conversation } from '../../src/model/conversation.js';

type Done = void | Promise<void>;

/** What changes at the back end at once. */
export interface BackEndChange {
  /** Conversations as they are from now on, with the version that they have. New ones among them come in. */
  readonly upserts?: readonly Conversation[];
  /** Ids of conversations that end. The back end gives the end a version of its own, above the last. */
  readonly closed?: readonly string[];
}

/** A command that reached the back end. */
export interface JournalEntry {
  readonly key: string;
  /** False when it was refused, or known already and not carried out again. */
  readonly executed: boolean;
}

/**
 * A new data source and its back end, made for one case. Hooks may be asynchronous; what they do need not have reached
 * the source when they are through, because the kit waits for it.
 */
export interface DataSourceHarness {
  readonly source: DataSource;
  /** What the cases connect with. Default: 24 hours, all queues, `en`. */
  readonly scope?: ReportScope;

  /** The back end has these conversations from now on, and no others. */
  serve?(conversations: readonly Conversation[]): Done;
  /** Conversations change, come in or end. */
  change?(change: BackEndChange): Done;
  /** The conversation stays, but what the back end tells of it cannot be read: its version or status is nonsense. */
  spoil?(id: string): Done;

  /** The back end cannot be reached, and open connections break. */
  drop?(): Done;
  /** It can be reached again. */
  restore?(): Done;

  /** Commands that arrived at the back end, in order: one entry for each arrival. */
  journal?(): readonly JournalEntry[] | Promise<readonly JournalEntry[]>;
  /** From now on commands are carried out and questions heard, but no answer to them gets through. */
  holdAnswers?(): Done;
  /** Answers get through again, also those that were held. */
  releaseAnswers?(): Done;
  /** Somebody says something in the conversation. */
  say?(conversationId: string, text: string): Done;

  /** The user may see the conversations of these queues only. */
  restrict?(queueIds: readonly string[]): Done;
  /** The user may not see anything any more. */
  revoke?(): Done;
  /** The user may do this from now on. */
  permit?(permissions: ActionPermissions): Done;

  /** How often the source turned to its back end: connections, requests, messages. */
  contacts?(): number;
  /** What the source holds now: connections, requests in flight, timers, listeners. */
  held?(): number;
  /** The clock of the back end, epoch ms. Default: the clock of this machine. */
  serverNow?(): number;
  /**
   * Lets `ms` pass on the clock of the source, where the harness has that in hand, and lets what follows from it happen.
   * Without it the kit waits in real time.
   */
  pass?(ms: number): Done;
  /** The case is over. */
  release?(): Done;
}

export type DataSourceFactory = () => DataSourceHarness | Promise<DataSourceHarness>;

/** A hook that a case may need. */
export type Hook = Exclude<keyof DataSourceHarness, 'source' | 'scope'>;
/** A method that a source may have and a case may need. */
export type SourceMethod = 'outcome' | 'findAgents' | 'findQueues' | 'openTranscript' | 'refresh';
export type Need = Hook | SourceMethod;

const METHODS: readonly string[] = [
  'outcome',
  'findAgents',
  'findQueues',
  'openTranscript',
  'refresh',
] satisfies SourceMethod[];

/** What is missing for a case with these needs, in words; null when nothing is. */
export function missing(harness: DataSourceHarness, needs: readonly Need[]): string | null {
  for (const need of needs) {
    if (METHODS.includes(need)) {
      if (typeof harness.source[need as SourceMethod] !== 'function') return `the source has no ${need}()`;
    } else if (typeof harness[need as Hook] !== 'function') return `the harness has no ${need}()`;
  }
  return null;
}
