/**
 * Registers elements: those of the first rows together with the report, the others once their code is there, in every
 * registry that has the report. Lit renders their tags before; the browser upgrades them in place.
 */
import { loadConfirmation } from './controllers/late-confirmation.js';
import { addLateCode } from './elements/shared/late-code.js';
import { importAgain } from './engine/import-again.js';
import { INNER_ELEMENTS } from './inner-elements.js';
import { addEnglish } from './localization/index.js';
import { VERSION } from './version.js';

type ElementClass = CustomElementConstructor & { readonly version?: string };

const TAG = 'ongoing-conversations-report';
const registries = new Set<CustomElementRegistry>();
let deferred: Readonly<Record<string, CustomElementConstructor>> = {};
let loading: Promise<void> | null = null;
const loadElements = importAgain(() => import('./deferred-elements.js'));

/** Registers the report and the elements inside it as far as they are loaded; the others follow by themselves. */
export function registerReport(tag: string, report: ElementClass, registry: CustomElementRegistry): void {
  // The inner elements have one name, whatever that of the report: those of another version are not what it asks for.
  const isTaken = Object.entries({ ...INNER_ELEMENTS, [tag]: report }).some(([name, element]) => {
    const taken = registry.get(name);
    return taken && taken !== element && !(taken.prototype instanceof report);
  });
  if (isTaken) {
    const { version = 'unknown' } = (registry.get(tag) ?? registry.get(TAG) ?? {}) as Partial<ElementClass>;
    console.warn(
      `<${tag}>: version ${version} of the report is on this page already; version ${VERSION} is not used.`,
    );
    return;
  }
  registries.add(registry);
  registerAll({ ...INNER_ELEMENTS, ...deferred }, registry);
  // A constructor can be registered once; under another name a subclass is.
  const isFree = registry.getName(report) === null || registry.get(tag) === report;
  registerAll({ [tag]: isFree ? report : class extends report {} }, registry);
}

/**
 * Loads and registers the elements that the first rows do without. Once they are loaded it has nothing to do; after a
 * failure it loads again.
 */
export function loadDeferredElements(): Promise<void> {
  // Dialogs look candidates up, and what they ask for is carried out.
  loading ??= Promise.all([loadElements(), loadConfirmation()]).then(
    ([{ DEFERRED_ELEMENTS, LATE_CODE, enActions, enFeatures }]) => {
      addEnglish({ ...enActions, ...enFeatures });
      deferred = DEFERRED_ELEMENTS;
      // Before anything begins that makes one of them, and whatever becomes of that.
      for (const registry of registries) registerAll(deferred, registry);
      addLateCode(LATE_CODE);
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** The same when the page has nothing better to do. A failure is told by the press that needs the code. */
export function loadDeferredElementsInIdleTime(): void {
  const load = (): void => void loadDeferredElements().catch(() => undefined);
  // Safari has no idle callback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(load, { timeout: 2_000 });
  else setTimeout(load, 200);
}

function registerAll(
  elements: Readonly<Record<string, CustomElementConstructor>>,
  registry: CustomElementRegistry,
): void {
  for (const [tag, element] of Object.entries(elements))
    if (!registry.get(tag)) registry.define(tag, element);
}
