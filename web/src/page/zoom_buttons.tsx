// Zooms all pictures in and out at once.

import { WHOLE, zoom } from '../picture/stage';
import { zoomBy } from '../picture/zooming';
import { t } from '../words/words';
import { Icon } from './icons';

export function ZoomButtons() {
  return (
    <div class="zoom-buttons" role="group" aria-label={t('zoom.label')}>
      <button type="button" class="round" onClick={() => zoomBy(1.6)} aria-label={t('zoom.in')} title={t('zoom.in.title')}>
        <Icon name="plus" />
      </button>
      {zoom.value.k > 1 && (
        <>
          <button type="button" class="round" onClick={() => zoomBy(1 / 1.6)} aria-label={t('zoom.out')} title={t('zoom.out')}>
            <Icon name="minus" />
          </button>
          <button type="button" class="round" onClick={() => (zoom.value = WHOLE)} aria-label={t('zoom.whole')} title={t('zoom.whole')}>
            <Icon name="whole" />
          </button>
        </>
      )}
    </div>
  );
}
