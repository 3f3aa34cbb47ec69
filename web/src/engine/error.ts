// What went wrong, in a sentence that a person can act on; the same in the worker and on the page.

import type { Problem } from './protocol';

export class EngineError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
    this.name = 'EngineError';
  }
}
