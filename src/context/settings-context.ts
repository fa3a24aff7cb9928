/** What the host sets and elements show; changes rarely. */
import { createContext } from '@lit/context';
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_POLICY, type Policy } from '../model/policy.js';
import type { Thresholds } from '../model/thresholds.js';

/** A column that the host adds. */
export interface ExtraColumn {
  readonly id: string;
  readonly label: string;
  readonly value: (conversation: Conversation) => string | number | null;
  readonly compare?: (a: Conversation, b: Conversation) => number;
  /** Of the report itself: a number to order by, most first. A row that has not changed is put anew by `AllRows.again`. */
  readonly key?: (conversation: Conversation) => number | null;
  /** Returns text or a Lit template for the cell. */
  readonly render?: (conversation: Conversation) => unknown;
}

export interface ReportSettings {
  readonly windowHours: number;
  readonly queues: readonly string[];
  readonly thresholds: Thresholds;
  readonly policy: Required<Policy>;
  readonly columns: readonly ExtraColumn[];
  /** `wallboard` shows rows without actions, `strip` the cards only. */
  readonly mode: 'full' | 'wallboard' | 'strip';
}

export const settingsContext = createContext<ReportSettings>(Symbol('ongoing-conversations-settings'));

/** Properties of the report that the settings are made of. */
export const SETTINGS = ['windowHours', 'queues', 'thresholds', 'policy', 'columns', 'mode'] as const;

export function settingsOf(
  report: Omit<ReportSettings, 'policy'> & { readonly policy: Policy },
): ReportSettings {
  const { windowHours, queues, thresholds, columns, mode } = report;
  return { windowHours, queues, thresholds, columns, mode, policy: { ...DEFAULT_POLICY, ...report.policy } };
}
