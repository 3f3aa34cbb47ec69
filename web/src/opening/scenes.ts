// The opening as scenes: what is looked at, in which weeks, for how long, and what is said.

import { percent } from '../domain/numbers';
import { startOf, worth } from '../domain/units';
import type { Adoption } from '../engine/protocol';
import type { Plan, Room } from '../picture/floor_plan';
import type { Sight } from '../session/state';
import { t } from '../words/words';
import type { History } from '../world/history';
import { around, everybody, nearest } from './camera';
import type { FirstCase } from './first_case';

export interface OpeningScene {
  /** Texts: `opening.NAME`. */
  name: string;
  caption: string;
  seconds: number;
  look: Room;
  from: number;
  to: number;
  sight: Sight;
  /** A copy to send on its way once the view has arrived. */
  send?: Adoption;
  /** Managers that it is about; everybody if left out. */
  only?: number[];
  /** The manager whose accounts are labelled with their names. */
  named?: number;
}

export function scenes(history: History, plan: Plan, found: FirstCase): OpeningScene[] {
  const { manager, begun, dark, copy, darkAgain } = found;
  const colleague = copy.target.manager;
  const start = startOf(history);
  const last = history.last;
  // On narrow paper, names need room beside the flower.
  const one = around(plan, [manager], plan.width < plan.height ? 2.7 : 1.7);
  const both = around(plan, [manager, colleague], 1.6);
  const seen = (value: number) => worth(value, start);
  const told: Omit<OpeningScene, 'caption'>[] = [
    { name: 'one', seconds: 4.5, look: one, from: begun - 1, to: begun - 1, sight: 'actual', named: manager, only: [manager] },
    { name: 'begins', seconds: 4, look: one, from: begun - 1, to: dark - 1, sight: 'actual', named: manager, only: [manager] },
    { name: 'dark', seconds: 3.5, look: one, from: dark - 1, to: dark, sight: 'actual', named: manager, only: [manager] },
    { name: 'copied', seconds: 4.5, look: both, from: dark, to: copy.week, sight: 'actual', send: copy, only: [manager, colleague] },
    { name: 'again', seconds: 2.5, look: around(plan, nearest(plan, colleague, 5), 1.8), from: copy.week, to: darkAgain, sight: 'actual' },
    { name: 'thirty', seconds: 2.5, look: around(plan, nearest(plan, colleague, 30), 1.5), from: darkAgain, to: darkAgain + Math.round((last - darkAgain) / 6), sight: 'actual' },
    { name: 'all', seconds: 6, look: everybody(plan), from: darkAgain + Math.round((last - darkAgain) / 6), to: last, sight: 'actual' },
    { name: 'seen', seconds: 3, look: everybody(plan), from: last, to: last, sight: 'seen' },
    { name: 'actual', seconds: 0, look: everybody(plan), from: last, to: last, sight: 'actual' },
  ];
  const values = {
    manager: history.managerName(manager), begun, dark, copied: copy.week, again: darkAgain,
    source: seen(copy.sourceSuccess), target: seen(copy.targetSuccess), managers: history.managers,
    seen: seen(history.metric('visible_value', last)), actual: seen(history.metric('value', last)),
    share: percent(history.metric('dark_share', last)), before: percent(history.metric('dark_share', begun)),
  };
  return told.map((scene) => ({ ...scene, caption: t(`opening.${scene.name}`, values) }));
}
