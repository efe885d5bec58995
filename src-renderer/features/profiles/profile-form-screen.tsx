import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PlacesForm } from './places-form.tsx';
import { type DraftErrors, draftOf, errorsOf, fileOf, newDraft, type ProfileDraft } from './profile-draft.ts';
import styles from './profile-form-screen.module.css';
import { NameCard, RuleCards } from './profile-rules-form.tsx';

/** Makes a profile, or with a name changes one. Saving writes nothing to a service: the preview comes next. */
export function ProfileFormScreen({ name }: { readonly name: string | null }) {
  const connections = useQuery('connections.list', {});
  const profiles = useQuery('profiles.list', {});
  const file = useQuery('profiles.get', name === null ? null : { profile: name });
  const error = connections.error ?? file.error;
  const isReady = connections.value && profiles.value && (name === null || file.value);
  return (
    <Page
      title={name === null ? 'New profile' : `Edit ${name}`}
      back={
        name === null
          ? { label: 'Profiles', href: routeHref({ kind: 'profiles' }) }
          : { label: name, href: routeHref({ kind: 'profile', profile: name }) }
      }
    >
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      {!isReady && !error && <Skeleton />}
      {connections.value && profiles.value && isReady && (
        <ProfileForm
          replaces={name}
          initial={file.value ? draftOf(file.value) : newDraft(connections.value.map((connection) => connection.name))}
          connections={connections.value.map((connection) => connection.name)}
          otherNames={profiles.value.map((profile) => profile.name).filter((other) => other !== name)}
        />
      )}
    </Page>
  );
}

interface FormProps {
  readonly replaces: string | null;
  readonly initial: ProfileDraft;
  readonly connections: readonly string[];
  readonly otherNames: readonly string[];
}

function ProfileForm({ replaces, initial, connections, otherNames }: FormProps) {
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<DraftErrors>({});
  const command = useCall();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [errors]);

  function change(part: Partial<ProfileDraft>): void {
    const next = { ...draft, ...part };
    setDraft(next);
    // Only what was already marked is checked again: nobody is told off for what they have not come to yet.
    const now = errorsOf(next, otherNames);
    setErrors(Object.fromEntries(Object.entries(now).filter(([field]) => field in errors || field === 'schedule')));
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const found = errorsOf(draft, otherNames);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    await command.run(async () => {
      const profile = await client.call('profiles.save', {
        file: fileOf(draft),
        ...(replaces === null ? {} : { replaces }),
      });
      goTo({ kind: 'preview', profile: profile.name });
    });
  }

  return (
    <form autoComplete="off" ref={form} className={cx(styles.form)} onSubmit={(event) => void save(event)} noValidate>
      {connections.length === 0 && <NoConnections />}
      <NameCard draft={draft} errors={errors} onChange={change} />
      <PlacesForm draft={draft} errors={errors} onChange={change} connections={connections} />
      <RuleCards draft={draft} errors={errors} onChange={change} />
      {command.error && (
        <ErrorCard message={command.error.message} code={command.error.code} facts={command.error.facts} />
      )}
      <p className={cx(styles.promise)}>Nothing is written to a service until you have seen the preview.</p>
      <footer className={cx(styles.actions)}>
        <LinkButton href={replaces === null ? '#/profiles' : routeHref({ kind: 'profile', profile: replaces })}>
          Cancel
        </LinkButton>
        <Button type="submit" variant="primary" isDisabled={command.busy}>
          Save and preview
        </Button>
      </footer>
    </form>
  );
}

function NoConnections() {
  return (
    <p className={cx(styles.hint)}>
      A profile keeps places of your services the same, and no service is connected yet.{' '}
      <a href={routeHref({ kind: 'connections', adding: true })}>Connect a service</a>
    </p>
  );
}
