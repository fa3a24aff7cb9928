/** Writes down what the policy of the page forbids, and what could not be loaded. */
declare global {
  interface Window {
    violations: string[];
    /** Why the report could not be loaded. */
    failure?: string;
  }
}

window.violations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
  window.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`);
});

export async function load(module: () => Promise<unknown>): Promise<void> {
  try {
    await module();
  } catch (error) {
    window.failure = String(error);
  }
}
