package dev.tule.compute;

/** What a machine is at the moment. The ways between are calls that block. */
public enum MachineState {
    /** Its process is there; the system in it may still be booting. */
    RUNNING,
    /** It has no process; its disks are as it left them, and it can be started again. */
    STOPPED,
    /** It is no more. Its id is not used again. */
    TERMINATED
}
