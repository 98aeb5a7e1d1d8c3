package dev.tule.compute;

import java.time.Instant;

/** Something that a machine did. */
public sealed interface MachineEvent {
    MachineId machine();

    Instant at();

    /** It no longer runs. Told once for each run, whoever ended it. */
    record Exited(MachineId machine, Instant at, ExitCause cause) implements MachineEvent {}

    /** It began anew, from within or because it was asked to: its process stays. */
    record Rebooted(MachineId machine, Instant at) implements MachineEvent {}
}
