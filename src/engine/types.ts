/** The value of another node's output, known only once that node exists. */
export interface Ref {
  readonly $ref: string;
  readonly attr: string;
}

/** Text with references inside it. */
export interface Join {
  readonly $join: readonly (string | Ref)[];
}

/** What a kind tells about a thing that exists: ids, names, addresses. */
export type OutputValue = string | readonly string[];
export type Outputs = Readonly<Record<string, OutputValue>>;

/** A spec whose strings and lists of strings may still be references. */
export type Inputs<T> = T extends string
  ? T | Ref | Join
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Inputs<Item>[] | Ref
      : { readonly [K in keyof T]: Inputs<T[K]> };

/** A thing as it is in the cloud now. */
export interface Live<Spec, Out> {
  readonly outputs: Out;
  /** The fields of the spec as they are now. A field left out is not compared. */
  readonly actual: Partial<Spec>;
  /** Whose it is: `Context.owner` when ours, another text when somebody else's, undefined when it carries no mark at all. */
  readonly owner?: string | undefined;
  /** It was there before us, and was taken over. */
  readonly adopted?: boolean | undefined;
}

/** A monthly cost: an amount in USD, and how it comes about, as data. */
export interface CostLine {
  /** Key of the price in `prices.ts`, such as `alb-hour`. */
  readonly price: string;
  /** How many units of it a month. */
  readonly units: number;
}

/** What the engine hands to a kind beside the spec. It is written to disk before the call that it belongs to. */
export interface Intent {
  /** The same text whenever this creation is tried again, also after a crash: for APIs that take a client token. At most 36 characters. */
  readonly token: string;
  /** Tells the user what is being waited for; the words are looked up by code. */
  note(code: string, facts?: Readonly<Record<string, string | number>>): void;
  /** Whether the user has stopped the run: a wait then ends by throwing `Stopped`. */
  readonly stopped?: () => boolean;
}

/** The least that the engine must know of the world that it works in. Everything else passes through it untouched. */
export interface Context {
  /** The mark of this set-up, compared with `Live.owner`. */
  readonly owner: string;
  /** What `ensure` is called for was there before: its mark says so too. */
  readonly adopting?: boolean;
}

/**
 * One sort of thing that we can make. One file per kind implements this.
 * `read` finds, `ensure` makes or mends and returns fresh outputs, `remove` takes away; each may be called again at any time.
 */
export interface Kind<Spec extends object, Out extends Outputs, C extends Context> {
  /** AWS's own name for it where there is one: `ecr.repository`. */
  readonly type: string;
  /** Names of the outputs, so that a reference to one that does not exist cannot be written. */
  readonly outputs: readonly (keyof Out & string)[];
  /** Outputs that exist only after `settle`. A dependent that names one waits for it; the others go on after `ensure`. */
  readonly late?: readonly (keyof Out & string)[];
  /** The fields that find it. Until they are known, it cannot exist. A change to one of them makes another thing. */
  readonly identity: readonly (keyof Spec & string)[];
  /** Other fields that AWS cannot change in place. */
  readonly replaceOn?: readonly (keyof Spec & string)[];
  /** Used at birth only; afterwards somebody else (CodeDeploy, the pipeline, autoscaling) owns it. */
  readonly createOnly?: readonly (keyof Spec & string)[];
  /** It carries traffic or holds data: never replaced, the change is refused instead. */
  readonly irreplaceable?: boolean;
  /** It is looked up, never made: shown as found, not created, and left alone by destroy. */
  readonly found?: boolean;
  /** Made when it is missing, but it belongs to the whole account: left alone by destroy. */
  readonly shared?: boolean;
  /** Type of the thing that it lies in, whose mark stands for it too: where that one is left alone, so is this. */
  readonly partOf?: string;
  /** How its ARN reads: the named parts are the fields or outputs that find it. None: it is not found by its tags. */
  readonly arnPattern?: RegExp;
  /** IAM actions of the calls below. */
  readonly permissions: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** What it costs a month while nothing much happens. None: it is free. */
  cost?(spec: Spec): readonly CostLine[];
  /** Undefined when there is none. `known` are the outputs noted when it was made; look there first, then by `identity`. */
  read(context: C, spec: Spec, known?: Out): Promise<Live<Spec, Out> | undefined>;
  /** Make it (`live` undefined) or bring what exists in line with the spec. "Already exists" is a race: read it and go on. */
  ensure(context: C, spec: Spec, live: Live<Spec, Out> | undefined, intent: Intent): Promise<Out>;
  /** Wait until it can be used; returns all outputs, also the late ones. May be called on a thing that is long settled. */
  settle?(context: C, spec: Spec, out: Out, intent: Intent): Promise<Out>;
  /** Whether what is noted is ours to take away: not a file that the user has made his own. None: it always is. */
  isOurs?(known: Out): Promise<boolean>;
  /** Whether it holds what only its user can make again, so that it must not go unless told. None: it never does. */
  holdsData?(context: C, known: Out): Promise<boolean>;
  /** Take it away, and wait until it is gone where dependents need that. Succeeds when it is gone already. */
  remove(context: C, known: Out, intent: Intent): Promise<void>;
}

// A list of nodes mixes kinds, so the element type forgets Spec, Out and the context.
// oxlint-disable-next-line typescript/no-explicit-any -- the one marked exception
export type AnyKind = Kind<any, any, any>;

/** One wanted thing. */
export interface Node {
  /** Unique in the set-up, such as `load-balancer`. */
  readonly id: string;
  readonly kind: AnyKind;
  /** The spec, in which references may stand. */
  readonly spec: object;
  /** The step (page of the wizard) that it belongs to. */
  readonly step: string;
  /** Where the user says the value of a field: `service.name`. Of fields that cannot be changed once the thing is made. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
}

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'keep';

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  /** `UNKNOWN` from refs.ts where the value exists only after apply. */
  readonly to: unknown;
}

export interface Change {
  readonly id: string;
  readonly type: string;
  readonly step: string;
  readonly action: Action;
  readonly fields: readonly FieldChange[];
  /** Ids of the nodes that this one refers to. */
  readonly needs: readonly string[];
  /** The spec with every known value filled in; of a deletion only what finds it, where that is noted. */
  readonly spec?: unknown;
  /** The name of the thing that it is found by, also while that is still to be made: the load balancer of a listener. */
  readonly of?: string | undefined;
  /** What exists now; undefined for a creation. */
  readonly outputs?: Outputs | undefined;
  /** It exists, carries no mark of ours, and is taken over because the user said so. */
  readonly adopt?: boolean;
  /** It was taken over earlier, as its own mark says. */
  readonly adopted?: boolean | undefined;
  /** It is looked up, not made. */
  readonly found?: boolean;
}

export interface Plan {
  readonly changes: readonly Change[];
}

/** `creating`: the call may have been sent. `settling`: made, not yet usable. `ready`. `deleting`: removal has begun. */
export type Status = 'creating' | 'settling' | 'ready' | 'deleting';

export interface Entry {
  readonly type: string;
  readonly step: string;
  readonly status: Status;
  readonly needs: readonly string[];
  /** Hash of the resolved spec that was last sent. */
  readonly hash?: string | undefined;
  /** Client token of the creation. */
  readonly token?: string | undefined;
  /** What finds it, as it was last sent: an interrupted creation is found by it even when the config has changed since. */
  readonly identity?: Readonly<Record<string, unknown>> | undefined;
  readonly outputs?: Outputs | undefined;
  /** Taken over, not made by us: destroy leaves it unless told. */
  readonly adopted?: boolean | undefined;
  /** Not ours alone (looked up, or the account's): noted so that the next run uses the same again, and left alone by destroy. */
  readonly shared?: boolean | undefined;
}

/** What we made, so that we can find and unmake it. AWS is the truth; losing this loses nothing. */
export interface State {
  readonly schema: 1;
  /** Mark of the set-up; a state of another one is refused. */
  readonly owner: string;
  readonly account: string;
  readonly region: string;
  /** Goes up by one with each write. */
  readonly serial: number;
  readonly entries: Readonly<Record<string, Entry>>;
}

export interface Store {
  load(): Promise<State>;
  save(state: State): Promise<void>;
}

/** Hears what happens while a plan is applied. */
export interface Reporter {
  starting(change: Change): void;
  /** What is waited for, in a code that the catalogue has words for. */
  note(change: Change, code: string, facts: Readonly<Record<string, string | number>>): void;
  /** Made, and usable by those that need only its id; `settled` follows when there is something to wait for. */
  made(change: Change, outputs: Outputs): void;
  done(change: Change, seconds: number): void;
  failed(change: Change, error: unknown): void;
  /** Not begun, because something that it needs failed or the user stopped the run. */
  skipped(change: Change): void;
}
