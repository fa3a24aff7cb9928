/** The engine, for everything that shows rows or acts on them. Changes only when the report is moved or replaced. */
import { createContext } from '@lit/context';
import type { ReportEngine } from '../engine/report-engine.js';

export const engineContext = createContext<ReportEngine>(Symbol('ongoing-conversations-engine'));
