// Texts of lessons: paragraphs, lists, headings, **strong** and *emphasis*. Nothing else of Markdown.

import type { ComponentChild } from 'preact';
import { fill } from '../lesson/fill';

/** A line of text with its emphasis; a percent sign stays on the line of its number. */
export function inline(text: string): ComponentChild[] {
  return text.replaceAll(/(\d) %/g, '$1\u00a0%').split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).map((part, at) => {
    if (part.startsWith('**')) return <strong key={at}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('*') && part.length > 2) return <em key={at}>{part.slice(1, -1)}</em>;
    return part;
  });
}

export function Prose({ text }: { text: string }) {
  const blocks = fill(text).split(/\n\s*\n/).map((block) => block.trim()).filter(Boolean);
  return (
    <div class="prose">
      {blocks.map((block, at) => {
        if (block.startsWith('## ')) return <h3 key={at}>{inline(block.slice(3))}</h3>;
        if (/^[-*] /.test(block)) {
          const items = block.split(/\n(?=[-*] )/).map((item) => item.replace(/^[-*] /, '').replaceAll('\n', ' '));
          return <ul key={at}>{items.map((item, number) => <li key={number}>{inline(item)}</li>)}</ul>;
        }
        return <p key={at}>{inline(block.replaceAll('\n', ' '))}</p>;
      })}
    </div>
  );
}
