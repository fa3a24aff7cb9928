import type { ConversationActionEvent, Policy } from 'ongoing-conversations-report';
import 'ongoing-conversations-report/define';
import { useState } from 'react';
import { crm } from '../shared/crm.js';

// Outside of the component: a new object in each rendering would be a new policy each time.
const POLICY: Policy = { undoSeconds: 0, bulkLimit: 5 };

export function Supervision() {
  const [told, setTold] = useState('');
  const transfer = (event: ConversationActionEvent) =>
    event.respondWith(crm.transfer(event.conversations, event.target));

  return (
    <>
      <ongoing-conversations-report
        src="mock:?seed=7"
        policy={POLICY}
        onconversationtransfer={transfer}
        onactionsettled={({ action, outcomes }) =>
          setTold(`${action}: ${outcomes.map(({ status }) => status).join(', ')}`)
        }
      >
        <a slot="toolbar-end" href="#handbook">
          Handbook
        </a>
      </ongoing-conversations-report>
      <p role="status">{told}</p>
    </>
  );
}
