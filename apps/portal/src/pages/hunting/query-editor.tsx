import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useGraph } from '../../data/graph-context.tsx';
import { useTexts } from '../../language/language-context.tsx';
import { styleNonce } from '../../theme/style-nonce.ts';
import { editorLook } from './editor-look.ts';
import { kqlColours } from './kql-colours.ts';
import { queryHelp } from './query-help.ts';
import { queryService } from './query-service.ts';

interface QueryEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter or Shift+Enter. */
  readonly onRun: () => void;
}

/** Everything but what belongs to one use of it. The Tab key stays the page's, so that nobody is caught in the text. */
const basics = [
  EditorView.cspNonce.of(styleNonce),
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  drawSelection(),
  history(),
  bracketMatching(),
  closeBrackets(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
  EditorView.lineWrapping,
  kqlColours,
  editorLook,
];

/** An editor of one query, with the server's help while it is written. */
export const QueryEditor = ({ text, onChange, onRun }: QueryEditorProps) => {
  const graph = useGraph();
  const { hunting: texts } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const report = useEffectEvent(onChange);
  const start = useEffectEvent(onRun);
  const written = useEffectEvent(() => text);

  useEffect(() => {
    const run = (): boolean => {
      start();
      return true;
    };
    const editor = new EditorView({
      ...(place.current && { parent: place.current }),
      state: EditorState.create({
        doc: written(),
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run },
              { key: 'Shift-Enter', run },
            ]),
          ),
          basics,
          queryHelp(queryService(graph), texts.useName),
          EditorView.contentAttributes.of({ 'aria-label': texts.query }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) report(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [graph, texts]);

  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={place} />;
};
