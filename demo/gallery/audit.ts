/** What axe finds in an element. axe is as large as the report: it is loaded by those who ask for it. */
import type { ElementContext, NodeResult } from 'axe-core';

export interface Violation {
  readonly rule: string;
  readonly help: string;
  readonly helpUrl: string;
  readonly impact: string;
  readonly elements: readonly AuditedElement[];
}

export interface AuditedElement {
  readonly element: Element | undefined;
  /** Selectors from the page down through the shadow trees. */
  readonly path: readonly string[];
  readonly html: string;
  /** What is to be mended. */
  readonly summary: string;
}

export interface Audit {
  readonly violations: readonly Violation[];
  /** Rules that were applied and found nothing. */
  readonly passed: number;
  /** Rules whose outcome only a person can tell. */
  readonly unsure: number;
}

/** axe refuses to run twice at a time. */
let running: Promise<unknown> = Promise.resolve();

export function audit(element: Element): Promise<Audit> {
  const run = running.then(() => runAxe(element));
  running = run.catch(() => undefined);
  return run;
}

async function runAxe(element: Element): Promise<Audit> {
  const { default: axe } = await import('axe-core');
  await untilStill(element);
  const { violations, passes, incomplete } = await axe.run(element as ElementContext, {
    // A story is a part of a page: it need not have landmarks of its own.
    rules: { region: { enabled: false } },
    resultTypes: ['violations'],
    elementRef: true,
  });
  return {
    violations: violations.map(({ id, help, helpUrl, impact, nodes }) => ({
      rule: id,
      help,
      helpUrl,
      impact: impact ?? 'unknown',
      elements: nodes.map(auditedElement),
    })),
    passed: passes.length,
    unsure: incomplete.length,
  };
}

function auditedElement({ element, target, html, failureSummary }: NodeResult): AuditedElement {
  return { element, path: target.flat().map(String), html, summary: failureSummary ?? '' };
}

/** Rows come in the frame after the data. */
const LEAST_FRAMES = 10;
/** Some stories never come to rest. */
const MOST_FRAMES = 180;

/** What fades in has the contrast of a moment, and what is not there yet is not looked at. */
async function untilStill(element: Element): Promise<void> {
  for (let frames = 0; frames < MOST_FRAMES; frames += 1) {
    await new Promise(requestAnimationFrame);
    if (frames >= LEAST_FRAMES && !isComing(element) && !isMoving(element)) return;
  }
}

function isComing(element: Element): boolean {
  const reports = [...element.querySelectorAll('ongoing-conversations-report')];
  return reports.some(({ connection: { state } }) => state === 'connecting' || state === 'loading');
}

/** An animation without an end is none to wait for. */
function isMoving(root: Element | ShadowRoot): boolean {
  const animations = root instanceof Element ? root.getAnimations({ subtree: true }) : root.getAnimations();
  return (
    animations.some(
      ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    ) || [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && isMoving(shadowRoot))
  );
}
