// Pictograms of the buttons, drawn in the colour of the text around them.

const PATHS = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6.5 5h4v14h-4zM13.5 5h4v14h-4z',
  next: 'M8.6 5 7 6.6l5.4 5.4L7 17.4 8.6 19l7-7z',
  back: 'M15.4 5 17 6.6 11.6 12l5.4 5.4-1.6 1.6-7-7z',
  start: 'M4 5h2.4v14H4zM13 5v14l-6.6-7zM20.5 5v14L14 12z',
  plus: 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z',
  minus: 'M5 11h14v2H5z',
  close: 'M6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6L19 6.4 17.6 5 12 10.6z',
  whole: 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z',
  theme: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2v14a7 7 0 0 1 0-14z',
  present: 'M3 4h18v2h-1v10h-7v2.2l3 2.8h-2.8L12 20l-1.2 1H8l3-2.8V16H4V6H3zM6 6v8h12V6z',
  share: 'M12 3 7 8l1.4 1.4L11 6.8V15h2V6.8l2.6 2.6L17 8zM5 13v7h14v-7h-2v5H7v-5z',
  arrow: 'M13.2 5.6 11.8 7l4 4H4v2h11.8l-4 4 1.4 1.4 6.4-6.4z',
} as const;

type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
