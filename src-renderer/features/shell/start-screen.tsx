import { useProfiles } from '../../stores/profiles.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { TasksScreen } from '../tasks/tasks-screen.tsx';

const WelcomeScreen = lazyPart(async () => (await import('../welcome/welcome-screen.tsx')).WelcomeScreen);

interface Props {
  readonly task: string | null;
  readonly search: string;
  readonly view?: string | undefined;
}

/** Tasks, once there can be any; until then what to do first. */
export function StartScreen({ task, search, view }: Props) {
  const profiles = useProfiles().value;
  if (profiles?.length === 0) return <WelcomeScreen />;
  return <TasksScreen task={task} search={search} view={view} />;
}
