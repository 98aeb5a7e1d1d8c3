package dev.tule.engines;

/** Where a server is in its life. */
public enum ServerState {
    /** Being made: copied, started for the first time. */
    CREATING,
    /** Started, not yet answering. */
    STARTING,
    /** Answers queries. */
    AVAILABLE,
    STOPPING,
    STOPPED,
    /** Ended without being asked to; started again until that has failed several times. */
    RECOVERING,
    /** Can't be started; {@link DatabaseServer#failure()} says why. */
    FAILED,
    /** Refuses to start with its parameters; change them and start it. */
    INCOMPATIBLE_PARAMETERS,
    DELETED
}
