/** What an engine needs only once somebody acts: it is loaded with the dialogs, or with the first press. */
export { ActionRunner } from './action-runs.js';
export { findAgents, findQueues } from './candidates.js';
export { openTranscript } from './transcript.js';
