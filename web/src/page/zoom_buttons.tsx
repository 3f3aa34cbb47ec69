// Closer and further away, for all pictures at once.

import { zoomBy } from '../picture/picture';
import { WHOLE, zoom } from '../picture/stage';
import { Icon } from './icons';

export function ZoomButtons() {
  return (
    <div class="zoom-buttons" role="group" aria-label="Zoom">
      <button type="button" class="round" onClick={() => zoomBy(1.6)} aria-label="Zoom in" title="Zoom in (Ctrl and wheel)">
        <Icon name="plus" />
      </button>
      {zoom.value.k > 1 && (
        <>
          <button type="button" class="round" onClick={() => zoomBy(1 / 1.6)} aria-label="Zoom out" title="Zoom out">
            <Icon name="minus" />
          </button>
          <button type="button" class="round" onClick={() => (zoom.value = WHOLE)} aria-label="Show everybody" title="Show everybody">
            <Icon name="whole" />
          </button>
        </>
      )}
    </div>
  );
}
