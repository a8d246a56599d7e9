const NEAR = '600px'; // drawn before it is scrolled into sight
const watchers = new WeakMap();
const observer = new IntersectionObserver(
  (entries) => entries.forEach((entry) => watchers.get(entry.target)?.(entry.isIntersecting)),
  { rootMargin: NEAR },
);

/** Tells the listener whether the element is in sight or near to it, at first and whenever that changes; returns what ends that. */
export function whileSeen(element, listener) {
  watchers.set(element, listener);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    watchers.delete(element);
  };
}
