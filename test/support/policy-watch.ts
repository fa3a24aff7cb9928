/**
 * Every browser test runs under a strict policy, though only as a report: the page of the test runner needs scripts and
 * styles of its own. What our code does against it fails the file.
 */

/** Ours: sources of the report, of its test kit and of the demo. */
const OURS = /\/(src|testing|demo)\//;

const isInside = (place: EventTarget): boolean =>
  place instanceof ShadowRoot && place.host.localName.startsWith('ongoing-conversations');

export function watchPolicy(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { sourceFile, violatedDirective, sample, lineNumber } = event;
    if (!OURS.test(sourceFile) && !event.composedPath().some(isInside)) return;
    console.error(`${violatedDirective} is violated at ${sourceFile}:${String(lineNumber)}: ${sample}`);
  });
}
