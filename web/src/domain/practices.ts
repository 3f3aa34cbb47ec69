// What managers do, in plain words. The page knows the names of the baseline's practices; others are read as they are
// written in their scenario.

export interface PracticeWords {
  name: string;
  meaning: string;
}

const KNOWN: Record<string, PracticeWords> = {
  trust_over_monitoring: { name: 'trust instead of control', meaning: 'Controls are set aside in favour of trust.' },
  open_book_sharing: { name: 'open books', meaning: 'Costs, forecasts and plans are laid open to the customer.' },
  exclusive_commitment: { name: 'exclusive commitment', meaning: 'The account gets the best people and exclusive terms.' },
  exceed_expectations: { name: 'exceed expectations', meaning: 'More is delivered than was agreed.' },
  success_storytelling: { name: 'success stories', meaning: 'Successes are told and retold.' },
  deep_integration: { name: 'deep integration', meaning: 'Processes, systems and people are joined with the customer’s.' },
  joint_problem_solving: { name: 'joint problem solving', meaning: 'Problems are worked on together.' },
  account_planning: { name: 'account planning', meaning: 'Goals and resources of the account are planned.' },
  obligation_avoidance: { name: 'dodging obligations', meaning: 'Obligations are dodged: it spares the manager alone.' },
  side_favours: { name: 'side favours', meaning: 'Favours outside the contract, warm for those involved.' },
  formal_governance: { name: 'formal governance', meaning: 'Contracts, controls, documented procedure: a formal safeguard.' },
  relational_review: { name: 'relational review', meaning: 'Norms and regular joint review: an informal safeguard.' },
};

const CLASSES: Record<string, string> = {
  best_practice: 'Best practices, praised: each feeds the dark side',
  benign: 'Harmless practices',
  malpractice: 'Malpractices: they serve the manager alone',
  safeguard: 'Safeguards: they hold the dark side',
};

export function practiceName(key: string): string {
  return KNOWN[key]?.name ?? key.replaceAll('_', ' ');
}

export function practiceMeaning(key: string): string {
  return KNOWN[key]?.meaning ?? '';
}

export function className(key: string): string {
  return CLASSES[key] ?? key.replaceAll('_', ' ');
}
