/** The domain: conversations, agents, queues, what may be done with them and how they are measured. Pure functions. */
export * from './actions.js';
export * from './agent.js';
export type { AlertRule, AlertState, RowMetric, SumMetric } from './alerts.js';
export type { AttentionOptions, AttentionTermName } from './attention.js';
export * from './conversation.js';
export * from './durations.js';
export * from './metrics.js';
export * from './policy.js';
export * from './queue.js';
export type { StuckLimits, StuckReasonCode } from './stuck.js';
export * from './thresholds.js';
export * from './view-state.js';
