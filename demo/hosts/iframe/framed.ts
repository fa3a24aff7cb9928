/** The page in the frame, on an origin of its own. It has no token and asks the page around it for one. */
import 'ongoing-conversations-report/define';
import { crm } from '../shared/crm.js';
import { PARENT_ORIGIN } from './addresses.js';
import type { FromFrame, FromParent } from './messages.js';

const TIMEOUT_MS = 10_000;
const waiting = new Map<string, (message: FromParent) => void>();

const tell = (message: FromFrame) => window.parent.postMessage(message, PARENT_ORIGIN);

window.addEventListener('message', (event: MessageEvent<FromParent>) => {
  if (event.origin !== PARENT_ORIGIN || event.source !== window.parent) return;
  waiting.get(event.data.id)?.(event.data);
});

function askForToken() {
  const id = crypto.randomUUID();
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => settle({ type: 'no-token', id }), TIMEOUT_MS);
    const settle = (message: FromParent) => {
      clearTimeout(timer);
      waiting.delete(id);
      if (message.type === 'token') resolve(message.token);
      else reject(new Error('The page around the frame gave no token'));
    };
    waiting.set(id, settle);
    tell({ type: 'token-request', id });
  });
}

const report = document.querySelector('ongoing-conversations-report')!;
report.policy = { undoSeconds: 0, bulkLimit: 5 };
report.addEventListener('conversationtransfer', (event) =>
  event.respondWith(crm.transfer(event.conversations, event.target)),
);
report.addEventListener('actionsettled', ({ action, outcomes }) =>
  tell({ type: 'settled', text: `${action}: ${outcomes.map(({ status }) => status).join(', ')}` }),
);
report.tokenProvider = askForToken;
report.src = '/contact-center/conversations';
