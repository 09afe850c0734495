/**
 * Seconds of what runs, so that no ring turns without a number beside it. It begins anew with each other thing that `runs`
 * names, and is 0 while that is empty. To be called while a component is made.
 */
export function elapsed(runs: () => unknown): { readonly seconds: number } {
  const TICK = 100;
  let seconds = $state(0);
  const what = $derived(runs());
  $effect(() => {
    seconds = 0;
    if (!what) return;
    const began = performance.now();
    const timer = setInterval(() => (seconds = (performance.now() - began) / 1000), TICK);
    return () => clearInterval(timer);
  });
  return {
    get seconds() {
      return seconds;
    },
  };
}
