/** Rows to view, decisions to outcomes: RxJS streams of state, no rendering. */
export { ReportEngine, type EngineOptions, type HostSettings } from './report-engine.js';
export { systemTime, timerFrames, type FrameScheduler, type TimeSource } from './time-source.js';
export * from './view-types.js';
