import type { LucideIcon } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { Button } from './button.tsx';

interface Props {
  readonly icon: LucideIcon;
  readonly children: string;
  readonly variant?: 'primary' | 'secondary';
  /** Endings and media types that the system's dialog offers first. */
  readonly types: readonly string[];
  readonly isDisabled?: boolean;
  readonly onChoose: (file: File) => void;
}

/** A button that lets a person choose one file. The page gets what is in it and its name, never where it lies. */
export function FileButton({ icon, children, variant = 'secondary', types, isDisabled = false, onChoose }: Props) {
  return (
    <FileTrigger
      acceptedFileTypes={types}
      onSelect={(files) => {
        const file = files?.[0];
        if (file) onChoose(file);
      }}
    >
      <Button icon={icon} variant={variant} isDisabled={isDisabled}>
        {children}
      </Button>
    </FileTrigger>
  );
}
