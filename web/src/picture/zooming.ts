// How the pictures are zoomed and moved, all at once: by wheel and fingers, and by buttons.

import { select } from 'd3-selection';
import type { D3ZoomEvent, ZoomBehavior } from 'd3-zoom';
import { zoom as d3zoom, zoomIdentity } from 'd3-zoom';
import type { Painter } from './painter';
import { WHOLE, zoom } from './stage';

/** Nobody can come closer than by this factor. */
const CLOSEST = 12;

/** The wheel zooms with Ctrl, or once zoomed in; otherwise it scrolls the page. */
export function followZoom(canvas: HTMLCanvasElement, painter: Painter): () => void {
  const target = select(canvas);
  const behaviour: ZoomBehavior<HTMLCanvasElement, unknown> = d3zoom<HTMLCanvasElement, unknown>()
    .scaleExtent([1, CLOSEST])
    .filter((event: Event) => {
      if (event.type === 'wheel') return (event as WheelEvent).ctrlKey || zoom.peek().k > 1;
      if (event.type === 'touchstart') return (event as TouchEvent).touches.length > 1 || zoom.peek().k > 1;
      return true;
    })
    .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
      if (event.sourceEvent) zoom.value = { k: event.transform.k, x: event.transform.x, y: event.transform.y };
    });
  const extent = (): [[number, number], [number, number]] => [[0, 0], [painter.plan.width, painter.plan.height]];
  behaviour.extent(extent);
  target.call(behaviour).on('dblclick.zoom', null);
  const stop = zoom.subscribe((view) => {
    behaviour.translateExtent(extent());
    canvas.style.touchAction = view.k > 1 ? 'none' : 'pan-y';
    canvas.style.cursor = view.k > 1 ? 'grab' : 'default';
    target.property('__zoom', zoomIdentity.translate(view.x, view.y).scale(view.k));
  });
  return () => {
    stop();
    target.on('.zoom', null);
  };
}

/** Zooms all pictures about their middle. */
export function zoomBy(factor: number): void {
  const picture = document.querySelector<HTMLElement>('.picture');
  if (!picture) return;
  const { k, x, y } = zoom.peek();
  const next = Math.max(1, Math.min(CLOSEST, k * factor));
  if (next === 1) {
    zoom.value = WHOLE;
    return;
  }
  /** The middle stays where it is, unless that would show what lies beyond the edge. */
  const moved = (shift: number, size: number) => Math.min(0, Math.max(size * (1 - next), size / 2 - ((size / 2 - shift) / k) * next));
  zoom.value = { k: next, x: moved(x, picture.clientWidth), y: moved(y, picture.clientHeight) };
}
