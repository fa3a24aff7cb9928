/** What a supervisor does first in a story about an action: picks conversations that allow it and opens the dialog. */
import type { Conversation } from '../../../src/model/conversation.js';
import type { RowAction } from '../../../src/model/actions.js';
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';

const ALLOWS: Readonly<Record<RowAction, (conversation: Conversation) => boolean>> = {
  assign: ({ status }) => status === 'open',
  transfer: (row) => isTalking(row) && !row.elevated && row.handledBy === 'agent',
  monitor: (row) => isTalking(row) && row.channel !== 'voice',
  'force-close': ({ status }) => status === 'active',
};

const isTalking = ({ status, phase }: Conversation): boolean =>
  status === 'active' && phase === 'in-conversation';

/** With more than one, the last is one that the action refuses, as it happens in a real selection. */
export async function openAction(canvas: HTMLElement, action: RowAction, count: number): Promise<void> {
  const report = canvas.querySelector('ongoing-conversations-report');
  if (!report) return;
  await whenReady(report);
  const rows = report.conversations;
  const allowed = rows.filter(ALLOWS[action]).slice(0, count === 1 ? 1 : count - 1);
  const refused = count === 1 ? [] : rows.filter((row) => !ALLOWS[action](row)).slice(0, 1);
  report.openAction(
    action,
    [...allowed, ...refused].map(({ id }) => id),
  );
}

/** Rows come with the frame after the data; a story whose source gives none is left alone. */
export async function whenReady(report: OngoingConversationsReport): Promise<void> {
  if (!report.connection.loaded) {
    await new Promise((done) => report.addEventListener('ready', done, { once: true }));
  }
  for (let frames = 0; frames < 60 && report.conversations.length === 0; frames += 1) {
    await new Promise(requestAnimationFrame);
  }
  await report.updateComplete;
}
