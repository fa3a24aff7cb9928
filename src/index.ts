/** Public names of the package. Importing this registers nothing; `./define` does. */
export { AlertChangeEvent } from './alert-events.js';
export type { ActionRequest, ActionSubmission, CandidateSearch } from './context/action-desk-context.js';
export type { ExtraColumn } from './context/settings-context.js';
export * from './data-source/data-source.js';
export { MockDataSource } from './data-source/mock/index.js';
export { PollingDataSource } from './data-source/polling/index.js';
export { WebSocketDataSource } from './data-source/web-socket/index.js';
export type { Connection, Diagnostic, PillState } from './engine/view-types.js';
export * from './events.js';
export { registerLocale, type Catalogue, type MessageOverrides } from './localization/index.js';
export * from './model/index.js';
export { OngoingConversationsReport } from './ongoing-conversations-report.js';
export { VERSION } from './version.js';
