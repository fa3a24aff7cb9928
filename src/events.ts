/** Events of the report. All are dispatched by the root element; names are lower case so that every framework binds them. */
import type { ActionSettledEvent, ConversationActionEvent } from './action-events.js';
import type { AlertChangeEvent } from './alert-events.js';
import type { Connection, Diagnostic } from './engine/view-types.js';
import type { Conversation } from './model/conversation.js';
import type { ViewState } from './model/view-state.js';

export * from './action-events.js';

/** A row was activated (Enter or double click). Cancelable: the report then does nothing. */
export class ConversationOpenEvent extends Event {
  readonly conversation: Conversation;
  constructor(conversation: Conversation) {
    super('conversationopen', { bubbles: true, composed: true, cancelable: true });
    this.conversation = conversation;
  }
}

/** The selection changed; `ids` of the selected conversations. */
export class ConversationSelectEvent extends Event {
  readonly ids: readonly string[];
  constructor(ids: readonly string[]) {
    super('conversationselect', { bubbles: true, composed: true });
    this.ids = ids;
  }
}

/** Filters, search, order or columns changed. */
export class ViewChangeEvent extends Event {
  readonly view: ViewState;
  constructor(view: ViewState) {
    super('viewchange', { bubbles: true, composed: true });
    this.view = view;
  }
}

/** The state of the connection changed. */
export class ConnectionChangeEvent extends Event {
  readonly connection: Connection;
  constructor(connection: Connection) {
    super('connectionchange');
    this.connection = connection;
  }
}

/** The first rows are on the screen. */
export class ReadyEvent extends Event {
  constructor() {
    super('ready');
  }
}

/** Something was left out or went wrong and the report goes on. Carries codes and counts, never row text. */
export class ReportErrorEvent extends Event implements Diagnostic {
  readonly code: string;
  readonly detail: string;
  readonly count: number;
  constructor({ code, detail, count }: Diagnostic) {
    super('reporterror');
    this.code = code;
    this.detail = detail;
    this.count = count;
  }
}

/** The events of `<ongoing-conversations-report>` by name. */
export interface ReportEventMap {
  conversationassign: ConversationActionEvent;
  conversationtransfer: ConversationActionEvent;
  conversationmonitor: ConversationActionEvent;
  conversationjoin: ConversationActionEvent;
  conversationforceclose: ConversationActionEvent;
  conversationopen: ConversationOpenEvent;
  actionsettled: ActionSettledEvent;
  conversationselect: ConversationSelectEvent;
  viewchange: ViewChangeEvent;
  alertchange: AlertChangeEvent;
  connectionchange: ConnectionChangeEvent;
  ready: ReadyEvent;
  reporterror: ReportErrorEvent;
}
