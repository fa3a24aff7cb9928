/** The report with the arguments that most stories share. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ExtraColumn } from '../../../src/context/settings-context.js';
import type { DataSource, TokenProvider } from '../../../src/data-source/data-source.js';
import type { ConversationActionEvent } from '../../../src/events.js';
import type { MessageOverrides } from '../../../src/localization/index.js';
import type { ActionPermissions } from '../../../src/model/actions.js';
import type { AlertRule } from '../../../src/model/alerts.js';
import type { Policy } from '../../../src/model/policy.js';
import type { ViewStorage } from '../../../src/model/stored-views.js';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../../src/model/thresholds.js';
import type { ViewState } from '../../../src/model/view-state.js';
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import type { ArgTypes, StoryContext } from '../../gallery/story.js';

export interface ReportArgs {
  readonly src?: string;
  readonly density?: 'comfortable' | 'compact';
  readonly mode?: 'full' | 'wallboard' | 'strip';
  readonly paused?: boolean;
  readonly windowHours?: number;
  readonly timeZone?: string;
  readonly queues?: readonly string[];
  readonly permissions?: ActionPermissions;
  readonly policy?: Policy;
  readonly thresholds?: Thresholds;
  readonly view?: Partial<ViewState>;
  readonly messages?: MessageOverrides;
  readonly supervisor?: OngoingConversationsReport['supervisor'];
  readonly summarySeconds?: number;
  readonly viewInUrl?: boolean;
  readonly stuckLimits?: OngoingConversationsReport['stuckLimits'];
  readonly alertRules?: readonly AlertRule[];
  readonly alertSound?: boolean;
  readonly alertNotifications?: OngoingConversationsReport['alertNotifications'];
  readonly attention?: OngoingConversationsReport['attention'];
}

const NO_CONTROL = { control: false } as const;

/** What `custom-elements.json` cannot say of the controls that are made from it. */
export const reportArgTypes: ArgTypes<ReportArgs & Pick<OngoingConversationsReport, 'lang' | 'dir'>> = {
  // Each story says where its conversations come from.
  src: NO_CONTROL,
  // The toolbar of the gallery sets them.
  lang: NO_CONTROL,
  dir: NO_CONTROL,
  // These cannot be written down as text.
  ...{ dataSource: NO_CONTROL, tokenProvider: NO_CONTROL, columns: NO_CONTROL, viewStorage: NO_CONTROL },
  windowHours: { name: 'window-hours', control: { type: 'number', min: 1, max: 72 } },
  summarySeconds: { name: 'summary-seconds', control: { type: 'number', min: 0, max: 3_600 } },
  viewInUrl: { name: 'view-in-url' },
  timeZone: {
    name: 'time-zone',
    control: 'select',
    options: ['', 'Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'UTC'],
  },
};

/** What the report gets that cannot be an argument: sources, functions, slotted elements. */
export interface ReportExtras {
  readonly dataSource?: DataSource;
  readonly columns?: readonly ExtraColumn[];
  readonly viewStorage?: ViewStorage;
  readonly tokenProvider?: TokenProvider;
  readonly content?: unknown;
  readonly onAction?: (event: ConversationActionEvent) => void;
}

/** Set only where a story has them: a report without them loads less. Beside each what the report has by itself. */
const RARE = {
  supervisor: null,
  stuckLimits: {},
  alertRules: [],
  alertSound: false,
  alertNotifications: false,
  attention: null,
} as const satisfies Partial<OngoingConversationsReport>;

function setRareProperties(report: Element, args: ReportArgs): void {
  for (const name of Object.keys(RARE) as (keyof typeof RARE)[]) {
    // Code that comes later gives it its default.
    const isUntouched =
      args[name] === undefined && (report as Partial<OngoingConversationsReport>)[name] === undefined;
    if (!isUntouched) Object.assign(report, { [name]: args[name] ?? RARE[name] });
  }
}

export function reportTemplate(
  args: ReportArgs,
  { globals }: Pick<StoryContext, 'globals'>,
  { dataSource, columns = [], viewStorage, tokenProvider, content = nothing, onAction }: ReportExtras = {},
): TemplateResult {
  return html`<ongoing-conversations-report
    lang=${globals.locale}
    dir=${globals.direction}
    src=${args.src ?? nothing}
    density=${args.density ?? nothing}
    mode=${args.mode ?? nothing}
    window-hours=${args.windowHours ?? nothing}
    time-zone=${args.timeZone || nothing}
    summary-seconds=${args.summarySeconds ?? nothing}
    ?paused=${args.paused ?? false}
    ?view-in-url=${args.viewInUrl ?? false}
    .dataSource=${dataSource ?? null}
    .queues=${args.queues ?? []}
    .permissions=${args.permissions ?? {}}
    .policy=${args.policy ?? {}}
    .thresholds=${args.thresholds ?? DEFAULT_THRESHOLDS}
    .columns=${columns}
    .messages=${args.messages ?? {}}
    .viewStorage=${viewStorage}
    .tokenProvider=${tokenProvider}
    .view=${args.view ?? nothing}
    ${ref((report) => {
      if (report) setRareProperties(report, args);
    })}
    @conversationassign=${onAction}
    @conversationtransfer=${onAction}
    @conversationmonitor=${onAction}
    @conversationjoin=${onAction}
    @conversationforceclose=${onAction}
    >${content}</ongoing-conversations-report
  >`;
}
