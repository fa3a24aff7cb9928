import type { Conversation } from '../../model/conversation.js';
import type { Removal, ReportScope } from '../data-source.js';

/** The scope as parameters of a request; `withQueues` false where a server found them too long for an address. */
export function scopeParameters(scope: ReportScope, withQueues: boolean): [string, string][] {
  const parameters: [string, string][] = [['windowHours', String(scope.windowHours)]];
  if (withQueues) for (const queue of scope.queues) parameters.push(['queue', queue]);
  return parameters;
}

/** Scopes with the same key may share one feed. */
export function scopeKey({ windowHours, queues, locale }: ReportScope): string {
  return JSON.stringify([windowHours, [...queues].sort(), locale]);
}

/** Rows of the queues asked for; needed where the server gives those of all queues. */
export function inScope({ queue }: Conversation, { queues }: ReportScope): boolean {
  return queues.length === 0 || (queue !== null && queues.includes(queue.id));
}

/** The upserts of the queues asked for; the others have left the scope, if they ever were in it. */
export function narrow(
  upserts: readonly Conversation[],
  removes: readonly Removal[],
  scope: ReportScope,
): { readonly upserts: readonly Conversation[]; readonly removes: readonly Removal[] } {
  const left = upserts.filter((row) => !inScope(row, scope));
  if (left.length === 0) return { upserts, removes };
  return {
    upserts: upserts.filter((row) => inScope(row, scope)),
    removes: [...removes, ...left.map(({ id, version }): Removal => ({ id, version, why: 'scope' }))],
  };
}
