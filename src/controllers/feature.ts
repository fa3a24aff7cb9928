/**
 * What the report does beyond rows and actions. Its code comes after the first rows: a feature begins once for each
 * report, and adds its controllers to it, which live and end with the element.
 */
import type { ReportEngine } from '../engine/report-engine.js';
import type { Localization } from '../localization/index.js';
import type { ExtraColumn } from '../context/settings-context.js';
import type { Policy } from '../model/policy.js';
import type { AlertRule } from '../model/alerts.js';
import type { AttentionOptions } from '../model/attention.js';
import type { StuckLimits } from '../model/stuck.js';
import type { Thresholds } from '../model/thresholds.js';
import type { ViewStorage } from '../model/stored-views.js';
import type { LitElement } from 'lit';

/** The report, with what the host sets on it, as far as features read it. */
export interface FeatureReport extends LitElement {
  readonly policy: Policy;
  readonly thresholds: Thresholds;
  columns: readonly ExtraColumn[];
  readonly summarySeconds: number;
  readonly viewStorage: ViewStorage | null | undefined;
  readonly viewInUrl: boolean;
  readonly stuckLimits: StuckLimits | null;
  readonly attention: AttentionOptions | null;
  readonly alertRules: readonly AlertRule[];
  readonly alertSound: boolean;
  readonly alertNotifications: boolean | 'with-text';
  readonly mode: 'full' | 'wallboard' | 'strip';
  focusConversation(id: string): boolean;
}

export interface FeatureHost {
  readonly report: FeatureReport;
  readonly engine: ReportEngine;
  readonly words: () => Localization;
  /** False when prevented, or when nobody is there to hear. */
  readonly dispatch: (event: Event) => boolean;
}

export type Feature = (host: FeatureHost) => void;
