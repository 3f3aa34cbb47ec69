// How much room an element has, how large its text is, and how high the screen is.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { presenting } from '../session/presenting';

export function useSize() {
  const holder = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 420, rem: 16, screen: 720 });
  // Before the first paint, so that nothing is ever drawn at a guessed width.
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
    // Presenter mode changes the size of all text without resizing the element.
    const stop = presenting.subscribe(() => setTimeout(measure, 100));
    return () => {
      stop();
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return [holder, size] as const;
}
