import type { TemplateResource } from '../../../core/template.ts';
import { resourceEvent } from '../model/events.ts';
import { Flow } from './dependency-walk.ts';
import { createResource, replaceResource, updateResource, type Handling } from './resource-creation.ts';
import { isNested, touchNested } from './nested-stacks.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { recreationOf } from '../planning/replacement.ts';
import type { Touch } from './update-rollback.ts';
import { adopt, isUnfinished, reasonOf, targetOf, type Target } from './desired-state.ts';
import type { Timer } from '../time/timeline.ts';
import { changedKeys, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';

/** Logical ids, cancelled siblings included, as the stack's reason lists them. */
export interface DeploymentResult {
  readonly created: readonly string[];
  readonly updated: readonly string[];
}

export interface DeploymentRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  readonly phase: 'create' | 'update';
  /** DisableRollback: what does not depend on the failed resource goes on. */
  readonly keepGoing: boolean;
  /** Both lists empty: all is there. */
  readonly settled: (result: DeploymentResult) => void;
  /** Every resource is usable, some still settle. */
  readonly configured?: () => void;
}

interface Flight {
  readonly resource: ResourceRecord;
  readonly verb: 'CREATE' | 'UPDATE';
  readonly timers: Timer[];
}

/** One walk of a template's resources to the state its definition describes. */
export class Deployment {
  /** Physical resources that a replacement left behind. */
  readonly replaced: ResourceRecord[] = [];
  readonly touched = new Map<string, Touch>();
  private readonly target: Target;
  private readonly flow: Flow;
  private readonly flights = new Map<string, Flight>();
  private readonly usable = new Set<string>();
  private readonly failures: { created: string[]; updated: string[] } = { created: [], updated: [] };
  private over = false;

  constructor(private readonly request: DeploymentRequest) {
    const { world, stack, definition } = request;
    this.target = targetOf(world, stack, definition);
    this.flow = new Flow({
      ids: this.active,
      needs: this.target.needs,
      waitsForEnd: (id, need) => definition.template.resources.get(id)?.dependsOn.includes(need) === true,
      start: (id) => this.start(id),
      finished: () => this.finish(),
    });
  }

  /** Logical ids whose conditions hold. */
  get active(): readonly string[] {
    return this.target.active;
  }

  begin(): void {
    this.flow.begin();
  }

  /** Turns the operation round: what is in flight is cancelled. False when it has already ended. */
  cancel(): boolean {
    if (this.over) return false;
    this.flow.abandon();
    this.collapse();
    return true;
  }

  /** Forgets everything in flight without a word. */
  abandon(): void {
    this.over = true;
    this.flow.abandon();
    for (const { timers } of this.flights.values()) for (const timer of timers) timer.cancel();
    this.flights.clear();
  }

  private start(id: string): void {
    const raw = this.request.definition.template.resources.get(id);
    if (raw === undefined) return;
    const existing = this.request.stack.resources.get(id);
    try {
      const known = this.target.evaluate(raw);
      if (existing === undefined || isUnfinished(existing)) this.create(raw, known, existing);
      else this.compare(raw, known, existing);
    } catch (error) {
      this.refuse(raw, existing, reasonOf(error));
    }
  }

  private create(raw: TemplateResource, known: Properties, unfinished: ResourceRecord | undefined): void {
    if (unfinished !== undefined && unfinished.physicalId !== '') this.replaced.push(unfinished);
    const record = this.target.describe(raw, known);
    this.request.stack.resources.set(raw.logicalId, record);
    this.touched.set(raw.logicalId, 'created');
    createResource(this.handling(record, 'CREATE'));
  }

  /** Unchanged resources are silent; nested stacks are always visited. */
  private compare(raw: TemplateResource, known: Properties, existing: ResourceRecord): void {
    const { stack } = this.request;
    const next = this.target.describe(raw, known);
    const changed = changedKeys(existing.properties, known);
    if (isNested(raw.type)) {
      this.touched.set(raw.logicalId, 'updated');
      adopt(existing, next);
      touchNested(this.handling(existing, 'UPDATE'), this.request.definition);
      return;
    }
    if (changed.length === 0 && !this.target.alters(existing, next)) {
      adopt(existing, next);
      this.unchanged(raw.logicalId);
      return;
    }
    const replacing = changed.some((name) => recreationOf(raw.type, name) === 'Always');
    this.touched.set(raw.logicalId, replacing ? 'replaced' : 'updated');
    if (!replacing) {
      const before = { ...existing };
      adopt(existing, next);
      updateResource(this.handling(existing, 'UPDATE'), before, changed.length > 0);
      return;
    }
    const old = { ...existing };
    const record: ResourceRecord = {
      ...next,
      physicalId: existing.physicalId,
      attributes: existing.attributes,
    };
    stack.resources.set(raw.logicalId, record);
    replaceResource(this.handling(record, 'UPDATE'), old, () => this.replaced.push(old));
  }

  private unchanged(id: string): void {
    this.usable.add(id);
    this.flow.completed(id);
  }

  private handling(resource: ResourceRecord, verb: 'CREATE' | 'UPDATE'): Handling {
    const { world, stack } = this.request;
    const flight: Flight = { resource, verb, timers: [] };
    const id = resource.logicalId;
    this.flights.set(id, flight);
    return {
      world,
      stack,
      resource,
      verb,
      after: (ms, step) => {
        // A template fetched from elsewhere may arrive after its resource was cancelled.
        if (this.flights.get(id) === flight) flight.timers.push(world.timeline.after(ms, step));
      },
      configured: () => {
        this.markUsable(id);
        this.flow.configured(id);
      },
      completed: () => {
        this.flights.delete(id);
        this.markUsable(id);
        this.flow.completed(id);
      },
      failed: (reason) => this.fail(flight, reason),
    };
  }

  private markUsable(id: string): void {
    if (this.usable.has(id)) return;
    this.usable.add(id);
    if (this.usable.size === this.active.length && this.flights.size > 0) this.request.configured?.();
  }

  /** A resource that could not even be described, such as one with an attribute its type lacks. */
  private refuse(raw: TemplateResource, existing: ResourceRecord | undefined, reason: string): void {
    const record = existing ?? this.target.describe({ ...raw, properties: {} }, {});
    if (existing === undefined) this.request.stack.resources.set(raw.logicalId, record);
    this.touched.set(raw.logicalId, existing === undefined ? 'created' : 'updated');
    const handling = this.handling(record, existing === undefined ? 'CREATE' : 'UPDATE');
    resourceEvent(this.request.world, this.request.stack, record, `${handling.verb}_IN_PROGRESS`);
    handling.after(300, () => handling.failed(reason));
  }

  private fail(flight: Flight, reason: string): void {
    const { world, stack, keepGoing } = this.request;
    const id = flight.resource.logicalId;
    for (const timer of flight.timers) timer.cancel();
    this.flights.delete(id);
    resourceEvent(world, stack, flight.resource, `${flight.verb}_FAILED`, { reason });
    (flight.verb === 'CREATE' ? this.failures.created : this.failures.updated).push(id);
    if (keepGoing) {
      this.flow.failed(id);
      return;
    }
    this.flow.abandon();
    world.timeline.after(world.identifiers.between(20, 90), () => this.collapse());
  }

  /** Siblings in flight are cancelled all at once. */
  private collapse(): void {
    if (this.over) return;
    const { world, stack } = this.request;
    for (const { resource, verb, timers } of this.flights.values()) {
      for (const timer of timers) timer.cancel();
      const reason = verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled';
      resourceEvent(world, stack, resource, `${verb}_FAILED`, { reason });
      (verb === 'CREATE' ? this.failures.created : this.failures.updated).push(resource.logicalId);
    }
    this.flights.clear();
    this.finish();
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.request.settled(this.failures);
  }
}
