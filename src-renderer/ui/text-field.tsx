import {
  FieldError,
  Input,
  Label,
  TextField as RacTextField,
  Text,
  TextArea,
  type TextFieldProps,
} from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './field.module.css';

interface Props extends Omit<TextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'> {
  /** Empty when `aria-label` names it instead. */
  readonly label: string;
  readonly description?: string | undefined;
  readonly error?: string | null | undefined;
  readonly placeholder?: string | undefined;
  readonly multiline?: boolean;
}

/** A labelled text input; with `multiline` it grows with its text. */
export function TextField({ label, description, error, placeholder, multiline = false, ...rest }: Props) {
  return (
    <RacTextField {...rest} isInvalid={Boolean(error)} className={cx(styles.field)}>
      {label && <Label className={cx(styles.label)}>{label}</Label>}
      {multiline ? (
        <TextArea className={cx(styles.control, styles.area)} placeholder={placeholder ?? ''} />
      ) : (
        <Input
          className={cx(styles.control)}
          placeholder={placeholder ?? ''}
          {...(rest.type === 'password' ? { ref: keepOutOfAttributes } : {})}
        />
      )}
      {description && (
        <Text slot="description" className={cx(styles.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>{error}</FieldError>
    </RacTextField>
  );
}

/** React also writes what is typed into the attribute `value`, where style sheets and whatever reads the page find it (SEC-62). */
function keepOutOfAttributes(input: HTMLInputElement | null) {
  if (input === null) return;
  const clear = (): void => input.removeAttribute('value');
  const observer = new MutationObserver(clear);
  observer.observe(input, { attributeFilter: ['value'] });
  clear();
  return () => observer.disconnect();
}
