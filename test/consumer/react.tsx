/** The element in React 19: properties, listeners and children have their types. */
import 'ongoing-conversations-report/define';
import type { OngoingConversationsReport } from 'ongoing-conversations-report';
import type {} from 'ongoing-conversations-report/react';
import { useRef } from 'react';

export function Page() {
  const report = useRef<OngoingConversationsReport>(null);
  return (
    <ongoing-conversations-report
      ref={report}
      className="report"
      src="mock:?seed=7"
      permissions={{ forceClose: false }}
      onconversationtransfer={(event) => event.respondWith(Promise.resolve(undefined))}
      onready={() => report.current?.focusConversation('c-1')}
    >
      <button slot="toolbar-end">Help</button>
    </ongoing-conversations-report>
  );
}

// @ts-expect-error no such mode
export const wrong = <ongoing-conversations-report mode="fullscreen" />;
