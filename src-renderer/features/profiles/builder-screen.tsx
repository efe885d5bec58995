import { Check } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './builder.module.css';
import { DirectionStep } from './direction-step.tsx';
import { keepDraft } from './drafts-store.ts';
import { FieldsStep } from './fields-step.tsx';
import { PlacesStep } from './places-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { type DraftErrors, hasPlaces } from './profile-draft.ts';
import { ScopeStep } from './scope-step.tsx';
import { type DraftEditor, useDraft } from './use-draft.ts';
import { useTrial } from './use-trial.ts';

const steps = ['places', 'direction', 'scope', 'fields', 'preview'] as const;
type StepName = (typeof steps)[number];

const contents = {
  places: PlacesStep,
  direction: DirectionStep,
  scope: ScopeStep,
  fields: FieldsStep,
  preview: PreviewStep,
};

/** Makes a profile, or with a name changes one, in five steps that can be taken in any order. */
export function ProfileFormScreen({ name }: { readonly name: string | null }) {
  const { editor, error } = useDraft(name);
  return (
    <Page
      title={name === null ? t('profiles.new.title') : t('profiles.edit.title', { name })}
      back={
        name === null
          ? { label: t('profiles.title'), href: routeHref({ kind: 'profiles' }) }
          : { label: name, href: routeHref({ kind: 'profile', profile: name }) }
      }
    >
      {error && <Failure error={error} />}
      {!editor && !error && <Skeleton />}
      {editor && <Builder editor={editor} />}
    </Page>
  );
}

function Builder({ editor }: { readonly editor: DraftEditor }) {
  const [step, setStep] = useState<StepName>('places');
  const [told, setTold] = useState(false);
  const trial = useTrial(editor.draft);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  const index = steps.indexOf(step);
  const errors: DraftErrors = told ? editor.errors : {};
  const Content = contents[step];

  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading is another one at every step
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [step]);

  async function save(): Promise<void> {
    const wrong = Object.keys(editor.errors)[0];
    if (wrong === undefined) await editor.save();
    else {
      setTold(true);
      setStep(wrong === 'name' ? 'preview' : 'places');
    }
  }

  const latestSave = useRef(save);
  latestSave.current = save;
  useCommands(useMemo(() => ({ 'profile.save': { run: () => void latestSave.current() } }), []));

  function finishLater(): void {
    keepDraft(editor.profile, editor.draft);
    showToast(t('profiles.draft.kept'));
    goTo({ kind: 'profiles' });
  }

  return (
    <div className={cx(styles.builder)}>
      <nav aria-label={t('profiles.steps.label')} className={cx(styles.rail)}>
        <ol>
          {steps.map((one, at) => (
            <li key={one}>
              <button
                type="button"
                className={cx(styles.step)}
                aria-current={one === step ? 'step' : undefined}
                onClick={() => setStep(one)}
              >
                <span className={cx(styles.tick)} aria-hidden="true">
                  {isDone(one, editor, index) ? <Check size={14} strokeWidth={2} /> : at + 1}
                </span>
                {t(`profiles.steps.${one}`)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className={cx(styles.content)}>
        <h2 ref={heading} tabIndex={-1} className={cx(styles.heading)}>
          {t(`profiles.steps.${step}`)}
        </h2>
        <p className={cx(styles.help)}>{t(`profiles.steps.${step}Help`)}</p>
        <Content editor={editor} errors={errors} trial={trial} />
        {editor.call.error && <Failure error={editor.call.error} />}
        <footer className={cx(styles.foot)}>
          <Button variant="ghost" onPress={finishLater}>
            {t('profiles.draft.later')}
          </Button>
          <span className={cx(styles.next)}>
            {index > 0 && <Button onPress={() => setStep(steps[index - 1] ?? step)}>{t('profiles.back')}</Button>}
            {index < steps.length - 1 && (
              <Button variant="primary" onPress={() => setStep(steps[index + 1] ?? step)}>
                {t('profiles.next')}
              </Button>
            )}
            {(index === steps.length - 1 || editor.profile !== null) && (
              <Button
                variant={index === steps.length - 1 ? 'primary' : 'secondary'}
                isDisabled={editor.call.busy}
                onPress={() => void save()}
              >
                {t('profiles.saveAndPreview')}
              </Button>
            )}
          </span>
        </footer>
      </div>
    </div>
  );
}

/** Answered: what was passed on the way, and for a saved profile everything. */
function isDone(step: StepName, { draft, profile }: DraftEditor, at: number): boolean {
  if (step === 'places') return hasPlaces(draft);
  if (step === 'preview') return false;
  return profile !== null || (hasPlaces(draft) && steps.indexOf(step) < at);
}
