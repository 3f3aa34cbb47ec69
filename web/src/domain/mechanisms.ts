// The ways in which a practice arrives, in plain words, by the engine's names.

export interface Way {
  /** As a label. */
  name: string;
  /** In a sentence: "it had arrived …". */
  arrived: string;
}

const WAYS: Record<string, Way> = {
  spontaneous: { name: 'own idea', arrived: 'as the manager’s own idea' },
  intra_imitation: { name: 'imitating oneself', arrived: 'by imitation of another account of the same manager' },
  intra_learning: { name: 'learning from oneself', arrived: 'by learning from the manager’s own experience' },
  inter_imitation: { name: 'imitating a colleague', arrived: 'by imitation of another manager' },
  inter_learning: { name: 'learning from a colleague', arrived: 'by learning from another manager' },
  association: { name: 'events of the profession', arrived: 'from an event of the profession' },
  programme: { name: 'the programme', arrived: 'from the best-practice programme' },
  introduction: { name: 'put in place', arrived: 'because it was put in place' },
};

export function way(key: string): Way {
  const words = key.replaceAll('_', ' ');
  return WAYS[key] ?? { name: words, arrived: `by ${words}` };
}
