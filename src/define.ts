/** Registers `<ongoing-conversations-report>`: the only module with a side effect. */
import { OngoingConversationsReport } from './ongoing-conversations-report.js';

OngoingConversationsReport.define();

declare global {
  interface HTMLElementTagNameMap {
    'ongoing-conversations-report': OngoingConversationsReport;
  }
}
