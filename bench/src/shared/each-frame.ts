/** At most one call a frame, however often it is asked for. */
export function eachFrame(work: () => void): () => void {
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    work();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(run);
  };
}

/** The same for libraries that wait for a frame by themselves: one call after all messages that have already come. */
export function eachTask(work: () => void): () => void {
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    work();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(run);
  };
}
