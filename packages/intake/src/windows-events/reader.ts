import type { DeviceId, TenantId } from '@vakt/contract/ids';
import type { JsonValue } from '../json/parse.ts';
import type { FormatReader, Origin, ReadingSink } from '../reading.ts';
import { fillActor, fillTarget, guidIn } from './actor.ts';
import { fillAdditionalFields } from './additional-fields.ts';
import { isScriptBlock, mappingOf, skippedName } from './catalogue.ts';
import { CertificateKeeper } from './derived/certificates.ts';
import { DeviceFactsKeeper } from './derived/device-facts.ts';
import { deviceIdOf } from './device-id.ts';
import { finishRow, type RowDraft } from './draft.ts';
import {
  fieldNumber,
  readWindowsEvent,
  SECURITY,
  SYSMON,
  subjectProcessId,
  type WindowsEvent,
} from './event.ts';
import { FileClock, hasTime, type TimedEvent } from './event-time.ts';
import type { EventMapping } from './mapping.ts';
import { powerShellProcess } from './mappings/other-logs.ts';
import { Companions } from './merge/companions.ts';
import { type ScriptBlock, ScriptBlocks } from './merge/script-blocks.ts';
import { ProcessTable } from './process-table.ts';

/** What is known of a device while its events are read. */
interface Device {
  readonly deviceId: DeviceId;
  readonly processes: ProcessTable;
  /** Numbers events whose collector did not keep the log's own number. */
  unnumbered: number;
}

/** Reads Windows event logs: place each event in time, map it, bring it together with its companions. */
export class WindowsEventReader implements FormatReader {
  readonly #tenantId: TenantId;
  readonly #sink: ReadingSink;
  readonly #devices = new Map<string, Device>();
  readonly #companions = new Companions();
  readonly #scripts = new ScriptBlocks();
  readonly #certificates = new CertificateKeeper();
  readonly #facts = new DeviceFactsKeeper();
  #clock = new FileClock();

  constructor(tenantId: TenantId, sink: ReadingSink) {
    this.#tenantId = tenantId;
    this.#sink = sink;
  }

  read(value: JsonValue, origin: Origin): void {
    const event = readWindowsEvent(value);
    if (!event.ok) return this.#sink.rejected(origin, event.error);
    if (!hasTime(event.value)) return this.#sink.rejected(origin, 'the event names no time');
    for (const timed of this.#clock.add(event.value)) this.#map(timed);
  }

  endOfFile(): void {
    for (const timed of this.#clock.finish()) this.#map(timed);
    this.#clock = new FileClock();
    for (const block of this.#scripts.finish()) this.#emitScript(block);
    this.#emit(this.#companions.finish());
  }

  end(): void {
    this.endOfFile();
    for (const [table, row] of this.#facts.finish()) this.#sink.row(table, row);
  }

  #map(timed: TimedEvent): void {
    const { event } = timed;
    const device = this.#deviceOf(event);
    this.#emit(this.#companions.notice(event));
    if (isScriptBlock(event)) return this.#script(timed);
    this.#noteEnd(timed, device);
    const mapping = mappingOf(event);
    const draft = mapping && this.#draft(timed, device, mapping);
    if (!draft) return this.#sink.skipped(skippedName(event));
    if (mapping.companion === 'process') this.#noteStart(timed, device, draft);
    const certificate = this.#certificates.observe(event, draft.row);
    if (certificate) this.#sink.row('DeviceFileCertificateInfo', certificate);
    if (mapping.companion === undefined) this.#emit([draft]);
    else this.#emit(this.#companions.add(event, mapping, draft, timed.time.epochMs));
  }

  #draft({ event, time }: TimedEvent, device: Device, mapping: EventMapping): RowDraft | undefined {
    const action = typeof mapping.action === 'string' ? mapping.action : mapping.action(event);
    if (action === undefined) return undefined;
    const draft = this.#newDraft({ event, time }, device, mapping.table, action);
    for (const source of mapping.columns) source.fill(event, draft);
    if (mapping.actor) fillActor(event, draft, mapping.actor, device.processes, time.epochMs);
    if (mapping.targetGuid !== undefined) fillTarget(event, draft, mapping.targetGuid, device.processes);
    fillAdditionalFields(event, draft, mapping);
    return draft;
  }

  #newDraft({ event, time }: TimedEvent, device: Device, table: string, action: string): RowDraft {
    return {
      table,
      row: {
        Timestamp: time.timestamp,
        DeviceId: device.deviceId,
        DeviceName: event.deviceName,
        ActionType: action,
        ReportId: event.recordNumber ?? (device.unnumbered += 1),
      },
      extra: { ...time.note },
    };
  }

  #deviceOf({ deviceName }: WindowsEvent): Device {
    let device = this.#devices.get(deviceName);
    if (!device) {
      const deviceId = deviceIdOf(this.#tenantId, deviceName);
      device = { deviceId, processes: new ProcessTable(), unnumbered: 0 };
      this.#devices.set(deviceName, device);
    }
    return device;
  }

  #noteStart({ event, time }: TimedEvent, device: Device, draft: RowDraft): void {
    const guid = event.channel === SYSMON ? guidIn(event, 'ProcessGuid') : undefined;
    device.processes.started(guid, draft.row, time.epochMs);
  }

  #noteEnd({ event, time }: TimedEvent, { processes }: Device): void {
    if (event.channel === SYSMON && event.id === 5)
      processes.ended(guidIn(event, 'ProcessGuid'), subjectProcessId(event), time.epochMs);
    else if (event.channel === SECURITY && event.id === 4689)
      processes.ended(undefined, fieldNumber(event, 'ProcessId'), time.epochMs);
  }

  #script(timed: TimedEvent): void {
    const done = this.#scripts.add(timed);
    if (!done) return this.#sink.skipped(`${skippedName(timed.event)}: no script text`);
    for (const block of done) this.#emitScript(block);
  }

  #emitScript({ first, text, id, path, missingParts }: ScriptBlock): void {
    const device = this.#deviceOf(first.event);
    const draft = this.#newDraft(first, device, 'DeviceEvents', 'ScriptContent');
    fillActor(first.event, draft, powerShellProcess, device.processes, first.time.epochMs);
    Object.assign(draft.extra, {
      ScriptContent: text,
      ScriptBlockId: id,
      ...(path !== undefined && { Path: path }),
      ...(missingParts > 0 && { MissingParts: missingParts }),
    });
    this.#emit([draft]);
  }

  #emit(drafts: readonly RowDraft[]): void {
    for (const draft of drafts) {
      const row = finishRow(draft);
      this.#sink.row(draft.table, row);
      for (const [table, told] of this.#facts.observe(draft.table, row)) this.#sink.row(table, told);
    }
  }
}
