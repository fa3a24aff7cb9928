/** What the open transcript of a conversation tells: for an element that does not show it, and only while it is open. */
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Sentiment } from '../../model/conversation.js';

export interface SentimentMark {
  /** Server epoch ms. */
  readonly at: number;
  readonly sentiment: Sentiment;
}

export interface Overheard {
  /** When customer and agent last wrote, server epoch ms; null when they have not. */
  readonly customerAt: number | null;
  readonly agentAt: number | null;
  /** The agent has not written since they were last consulted. */
  readonly isConsulted: boolean;
  /** Each sentiment that followed another one, oldest first. */
  readonly sentiments: readonly SentimentMark[];
}

const open = new WeakMap<ReportEngine, Map<string, Overheard>>();

/** Shows `heard` to the other elements of the report; it may change. */
export function shareTranscript(engine: ReportEngine, conversationId: string, heard: Overheard): void {
  const shared = open.get(engine) ?? new Map<string, Overheard>();
  open.set(engine, shared.set(conversationId, heard));
}

export function closeTranscript(engine: ReportEngine, conversationId: string): void {
  open.get(engine)?.delete(conversationId);
}

/** Null while the transcript of the conversation is not open. */
export function overhear(engine: ReportEngine, conversationId: string): Overheard | null {
  return open.get(engine)?.get(conversationId) ?? null;
}
