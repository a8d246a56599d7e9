const LONGEST_MS = 1000;

/** Calls it before the page is drawn next; within a second in a tab that nobody sees, which is not drawn. */
export function nextFrame(action) {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(late);
    action();
  };
  const frame = requestAnimationFrame(once);
  const late = setTimeout(once, LONGEST_MS);
}
