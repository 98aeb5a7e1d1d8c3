package dev.tule.compute;

/** The machine, or its disk, is in a state that doesn't allow what was asked for. */
public final class MachineStateException extends ComputeException {
    private final MachineId machine;

    public MachineStateException(MachineId machine, String message) {
        super(machine + ": " + message, null);
        this.machine = machine;
    }

    public MachineId machine() {
        return machine;
    }
}
