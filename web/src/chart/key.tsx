// An entry of a chart's key: the line, and what it means in words.

interface Props {
  colour: string;
  dash: string;
  width: number;
  words: string;
}

export function LineKey({ colour, dash, width, words }: Props) {
  return (
    <span class="key">
      <svg width="1.7em" height="1em" viewBox="0 0 27 16" aria-hidden="true">
        <line x1="1" x2="26" y1="8" y2="8" stroke={`var(--${colour})`} stroke-width={width + 0.6} stroke-dasharray={dash || undefined} />
      </svg>
      {words}
    </span>
  );
}
