import { createElement, type ReactNode, useEffect, useState } from 'react';
import { cx } from './cx.ts';
import { ForeignText } from './foreign-text.tsx';
import type { MarkdownNode } from './markdown-nodes.ts';
import styles from './markdown-text.module.css';

/** Somebody's Markdown, as elements and never as HTML. Until the parser is loaded it stands as it was written. */
export function MarkdownText({ text }: { readonly text: string }) {
  const [nodes, setNodes] = useState<readonly MarkdownNode[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void import('./markdown-nodes.ts').then(({ parseMarkdown }) => isCurrent && setNodes(parseMarkdown(text)));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return (
    <div dir="auto" className={cx(styles.text, nodes === null && styles.plain)}>
      {nodes === null ? text : elementsOf(nodes)}
    </div>
  );
}

function elementsOf(nodes: readonly MarkdownNode[]): ReactNode {
  return nodes.map((node, place) => <Node key={keyOf(node, place)} node={node} />);
}

/** What is shown is never rearranged, so its place is its name. */
function keyOf({ kind }: MarkdownNode, place: number): string {
  return `${place} ${kind}`;
}

function Node({ node }: { readonly node: MarkdownNode }): ReactNode {
  switch (node.kind) {
    case 'text':
      return <ForeignText text={node.text} />;
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'code':
      return node.isBlock ? (
        <pre>
          <code>
            <ForeignText text={node.text} />
          </code>
        </pre>
      ) : (
        <code>
          <ForeignText text={node.text} />
        </code>
      );
    case 'element':
      return (
        <>
          {createElement(shownTag(node.tag), propsOf(node), elementsOf(node.children))}
          {node.leadsTo !== undefined && <span className={cx(styles.leadsTo)}> ({node.leadsTo})</span>}
        </>
      );
  }
}

/** A heading inside a note is no heading of the page. */
function shownTag(tag: string): string {
  return /^h[1-6]$/.test(tag) ? 'p' : tag;
}

function propsOf({ tag, href }: { readonly tag: string; readonly href?: string }): Record<string, string> {
  if (/^h[1-6]$/.test(tag)) return { className: cx(styles.heading) };
  return href === undefined ? {} : { href, title: href, target: '_blank', rel: 'noreferrer' };
}
