// Twenty pairs of worlds as twenty small pictures of dark relationships over time: what happens in all of them is no luck.

import { useSize } from './size';
import { background, SEEDS } from '../session/ensemble';
import type { Race } from '../session/ensemble';
import { weeks } from '../session/runs';
import { week } from '../session/state';
import { percent } from '../domain/numbers';
import { t } from '../words/words';

/** Cells in a row. */
const ACROSS = 10;

export function TwentyCurves() {
  return background.value.status === 'none' ? null : <Cells />;
}

/** Curves as far as the week that is shown: like all others, they do not tell what comes. */
function Cells() {
  const [holder, { width, rem }] = useSize();
  const { races, names } = background.value;
  const cell = { width: width / ACROSS, height: rem * 2.3 };
  const now = week.value;
  const most = Math.max(0.05, ...races.flatMap((race) => race.worlds.map(({ dark_share }) => Math.max(...dark_share))));
  const path = (values: Float64Array, high: number) => {
    const x = (at: number) => (at / weeks.value) * (cell.width - 5) + 1;
    const y = (value: number) => high - 2 - (value / most) * (high - 5);
    let path = '';
    // A point every four weeks is as much as can be seen.
    for (let at = 0; at <= Math.min(now, values.length - 1); at += 4) path += `${path ? 'L' : 'M'}${x(at).toFixed(1)} ${y(values[at]!).toFixed(1)}`;
    return path;
  };
  const last = names.length - 1;
  return (
    <figure class="twenty" data-races={races.length}>
      <figcaption>
        <h3>{t('twenty.title', { seeds: SEEDS })}</h3>
        <p class="muted">{t(names.length > 1 ? 'twenty.key' : 'twenty.key.alone')}</p>
      </figcaption>
      <div ref={holder}>
        <svg width={width} height={cell.height * Math.ceil(SEEDS / ACROSS)} role="img" aria-label={spoken(races, now, last)}>
          {Array.from({ length: SEEDS }, (_, at) => (
            <g key={at} transform={`translate(${(at % ACROSS) * cell.width} ${Math.floor(at / ACROSS) * cell.height})`}>
              <rect class="twenty-cell" width={cell.width - 3} height={cell.height - 3} rx="3" />
              {races[at]?.worlds.map(({ dark_share }, world) => (
                <path key={world} class={world === last && last > 0 ? 'twenty-line second' : 'twenty-line'} d={path(dark_share, cell.height - 3)} />
              ))}
            </g>
          ))}
        </svg>
      </div>
    </figure>
  );
}

function spoken(races: Race[], now: number, last: number): string {
  const at = (race: Race, world: number) => {
    const values = race.worlds[world]!.dark_share;
    return values[Math.min(now, values.length - 1)]!;
  };
  if (!races.length) return t('twenty.nothing');
  const ends = (world: number) => races.map((race) => at(race, world)).sort((one, other) => one - other);
  const range = (world: number) => t('twenty.range', { least: percent(ends(world)[0]!), most: percent(ends(world).at(-1)!) });
  if (last === 0) return t('twenty.spoken.alone', { week: now, first: range(0) });
  const lower = races.filter((race) => at(race, last) < at(race, 0)).length;
  return t('twenty.spoken', { week: now, first: range(0), second: range(last), lower, seeds: races.length });
}
