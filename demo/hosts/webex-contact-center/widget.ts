/** The script that the layout names: it brings the report, and answers for it, because a layout binds no events. */
import 'ongoing-conversations-report/define';
import { crm } from '../shared/crm.js';

// The events of the report are composed: they reach the document out of the shadow trees of the desktop.
document.addEventListener('conversationtransfer', (event) =>
  event.respondWith(crm.transfer(event.conversations, event.target)),
);
document.addEventListener('actionsettled', ({ action, outcomes }) =>
  console.info(`CRM: settled ${action}: ${outcomes.map(({ status }) => status).join(', ')}`),
);
