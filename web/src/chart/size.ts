// How much room an element has, how large its text is, and how high the screen is.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export function useSize() {
  const holder = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 420, rem: 16, screen: 720 });
  // Before the first paint, so that nothing is ever drawn at a width that was only guessed.
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    const measure = () =>
      setSize({
        width: element.clientWidth,
        rem: Number.parseFloat(getComputedStyle(element).fontSize) || 16,
        screen: window.innerHeight,
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return [holder, size] as const;
}
