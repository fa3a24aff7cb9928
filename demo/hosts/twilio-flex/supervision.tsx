import type { OngoingConversationsReport } from 'ongoing-conversations-report';
import 'ongoing-conversations-report/define';
import { useEffect, useRef, useState } from 'react';
import { crm } from '../shared/crm.js';

/** Before its version 19, which Flex does not have, React binds neither properties nor events of custom elements. */
export function Supervision({ user }: { readonly user: { readonly id: string; readonly name: string } }) {
  const place = useRef<OngoingConversationsReport>(null);
  const [told, setTold] = useState('');

  useEffect(() => {
    const report = place.current;
    if (!report) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    report.supervisor = user;
    report.policy = { undoSeconds: 0, bulkLimit: 5 };
    report.addEventListener(
      'conversationtransfer',
      (event) => event.respondWith(crm.transfer(event.conversations, event.target)),
      { signal },
    );
    report.addEventListener(
      'actionsettled',
      ({ action, outcomes }) => setTold(`${action}: ${outcomes.map(({ status }) => status).join(', ')}`),
      { signal },
    );
    return () => listening.abort();
  }, [user]);

  return (
    <>
      <ongoing-conversations-report ref={place} src="mock:?seed=7" />
      <p role="status">{told}</p>
    </>
  );
}
