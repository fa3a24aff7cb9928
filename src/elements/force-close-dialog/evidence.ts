/** What speaks against ending a conversation now, as far as its row and its open transcript tell. Pure. */
import type { WatchedConversation } from '../../controllers/request-watch.js';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { SENTIMENTS, sentimentRank, type Conversation, type Sentiment } from '../../model/conversation.js';
import { sentimentText } from '../shared/badges.js';
import { isolated } from '../shared/customer-text.js';
import type { Overheard } from '../shared/overheard.js';

/** Who wrote this recently is most likely still there, ms. */
export const STILL_THERE_MS = 120_000;
/** A sentiment that changed longer ago is how it is, not where it goes, ms. */
const TREND_MS = 300_000;

export type Evidence =
  | { readonly kind: 'wrote' | 'agent-wrote'; readonly ago: number }
  | { readonly kind: 'rose' | 'fell'; readonly from: Sentiment; readonly to: Sentiment }
  | { readonly kind: 'monitored'; readonly count: number }
  | { readonly kind: 'offered'; readonly to: string | null }
  | { readonly kind: 'agent-typing' | 'consult' };
export type EvidenceKind = Evidence['kind'];

/** In the order in which they are told: what argues most comes first. */
export const KINDS: readonly EvidenceKind[] = [
  'wrote',
  'agent-typing',
  'agent-wrote',
  'offered',
  'consult',
  'monitored',
  'rose',
  'fell',
];

export interface EvidenceSources {
  /** Server epoch ms. */
  readonly now: number;
  readonly supervisorId: string | null;
  readonly heard: Overheard | null;
  readonly run: ActionRun | undefined;
}

export function evidenceOf(row: WatchedConversation, sources: EvidenceSources): readonly Evidence[] {
  const { current } = row;
  const { now, supervisorId, heard, run } = sources;
  const found: Evidence[] = [];
  const customerAgo = recent(Math.max(current.lastCustomerMessageAt ?? 0, heard?.customerAt ?? 0), now);
  if (customerAgo !== null) found.push({ kind: 'wrote', ago: customerAgo });
  const agentAgo = recent(heard?.agentAt ?? 0, now);
  if (current.agent && isTyping(current)) found.push({ kind: 'agent-typing' });
  else if (current.agent && agentAgo !== null) found.push({ kind: 'agent-wrote', ago: agentAgo });
  if (run?.state === 'awaiting') found.push({ kind: 'offered', to: run.targetName });
  if (heard?.isConsulted === true) found.push({ kind: 'consult' });
  const count = current.monitoredBy.filter((id) => id !== supervisorId).length;
  if (count > 0) found.push({ kind: 'monitored', count });
  return [...found, ...trendOf(row, sources)];
}

/** How long ago, when that is recent. Clocks differ: what lies ahead is now. */
function recent(at: number, now: number): number | null {
  return at > 0 && now - at < STILL_THERE_MS ? Math.max(0, now - at) : null;
}

/** A back end that knows it says so beside the columns. */
const isTyping = ({ ext }: Conversation): boolean =>
  Object.hasOwn(ext, 'agentTyping') && ext['agentTyping'] === true;

/** Where the sentiment goes: by the transcript, else since the dialog was opened. */
function trendOf({ pressed, current }: WatchedConversation, { now, heard }: EvidenceSources): Evidence[] {
  const [before, last] = (heard?.sentiments ?? []).slice(-2);
  const isTold = before !== undefined && last !== undefined && now - last.at < TREND_MS;
  const [from, to] = isTold ? [before.sentiment, last.sentiment] : [pressed.sentiment, current.sentiment];
  if (from === null || to === null) return [];
  const [rankBefore, rankNow] = [sentimentRank(from), sentimentRank(to)];
  // Nobody can tell whether one that this version does not know is better or worse.
  if (rankBefore === rankNow || Math.max(rankBefore, rankNow) >= SENTIMENTS.length) return [];
  return [{ kind: rankNow > rankBefore ? 'rose' : 'fell', from, to }];
}

/** A falling sentiment is told, and is no reason to look again before closing. */
export const isAgainst = (kind: EvidenceKind): boolean => kind !== 'fell';

export function evidenceText(evidence: Evidence, { agent }: Conversation, words: Localization): string {
  const name = isolated(agent?.name ?? words.term('column.agent'));
  switch (evidence.kind) {
    case 'wrote':
    case 'agent-wrote':
      return words.term(`force-close.${evidence.kind}`, {
        agent: name,
        duration: words.spokenDuration(evidence.ago),
      });
    case 'rose':
    case 'fell':
      return words.term(`panel.sentiment-${evidence.kind}`, {
        from: sentimentText(evidence.from, words),
        to: sentimentText(evidence.to, words),
      });
    case 'monitored':
      return words.term('force-close.monitored', { count: evidence.count });
    case 'offered':
      return words.term('force-close.offered', {
        target: isolated(evidence.to ?? words.term('column.agent')),
      });
    default:
      return words.term(`force-close.${evidence.kind}`, { agent: name });
  }
}
