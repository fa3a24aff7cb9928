/** Runs under the strictest policy there is: see the header that the test server sends for this folder. */
declare global {
  interface Window {
    violations: string[];
  }
}

window.violations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
  window.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`);
});

await import('../../src/define.js');

export {};
