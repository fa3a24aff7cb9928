/** Plays Flex: views and side links that plug-ins add, shown in React, one view at a time. */
import { useState, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type * as Flex from '@twilio/flex-ui';
import OngoingConversationsPlugin from './plugin.js';

const views: ReactElement<{ name: string }>[] = [];
const links: ReactElement[] = [];
let show: (view: string) => void = () => undefined;

const flex = {
  ViewCollection: { Content: { add: (view) => void views.push(view as ReactElement<{ name: string }>) } },
  SideNav: { Content: { add: (link) => void links.push(link) } },
  View: ({ children }: { readonly children: ReactNode }) => <section>{children}</section>,
  SideLink: ({ children, onClick }: { readonly children: ReactNode; readonly onClick: () => void }) => (
    <button type="button" onClick={onClick}>
      {children}
    </button>
  ),
  Actions: {
    async invokeAction(name, payload) {
      if (name === 'NavigateToView') show((payload as { viewName: string }).viewName);
    },
  },
} as typeof Flex;

new OngoingConversationsPlugin().init(flex, {
  user: { roles: ['supervisor'] },
  workerClient: { sid: 'WK1', name: 'Sam Supervisor' },
});

function Application() {
  const [current, setCurrent] = useState('agent-desktop');
  show = setCurrent;
  return (
    <main>
      {views.filter(({ props }) => props.name === current)}
      <nav>
        {links}
        <button type="button" onClick={() => setCurrent('agent-desktop')}>
          Close the report
        </button>
      </nav>
    </main>
  );
}

createRoot(document.querySelector('#app')!).render(<Application />);
