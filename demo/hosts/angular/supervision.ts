import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { ActionSettledEvent, ConversationActionEvent, Policy } from 'ongoing-conversations-report';
import 'ongoing-conversations-report/define';
import { crm } from '../shared/crm.js';

@Component({
  selector: 'app-supervision',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <ongoing-conversations-report
      src="mock:?seed=7"
      [policy]="policy"
      (conversationtransfer)="transfer($event)"
      (actionsettled)="settled($event)"
    >
      <a slot="toolbar-end" href="#handbook">Handbook</a>
    </ongoing-conversations-report>
    <p role="status">{{ told() }}</p>
  `,
})
export class Supervision {
  readonly policy: Policy = { undoSeconds: 0, bulkLimit: 5 };
  readonly told = signal('');

  transfer(event: ConversationActionEvent) {
    event.respondWith(crm.transfer(event.conversations, event.target));
  }

  settled({ action, outcomes }: ActionSettledEvent) {
    this.told.set(`${action}: ${outcomes.map(({ status }) => status).join(', ')}`);
  }
}
