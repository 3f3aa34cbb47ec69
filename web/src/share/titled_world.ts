// A world as shown in an exported picture.

import type { Look } from '../picture/scene';
import type { History } from '../world/history';

export interface TitledWorld {
  title: string;
  history: History;
  look: Look;
}
