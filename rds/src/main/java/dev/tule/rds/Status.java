package dev.tule.rds;

/**
 * The status of a DB instance or snapshot (RDS User Guide, "Viewing Amazon RDS DB instance
 * status").
 */
final class Status {
    static final String AVAILABLE = "available";
    static final String BACKING_UP = "backing-up";
    static final String CREATING = "creating";
    static final String DELETING = "deleting";
    static final String FAILED = "failed";
    static final String MODIFYING = "modifying";
    static final String REBOOTING = "rebooting";
    static final String RENAMING = "renaming";
    static final String RESETTING_PASSWORD = "resetting-master-credentials";
    static final String STARTING = "starting";
    static final String STOPPED = "stopped";
    static final String STOPPING = "stopping";
    static final String STORAGE_FULL = "storage-full";

    private Status() {}
}
