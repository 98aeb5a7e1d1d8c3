package dev.tule.autoscaling.life;

/** Where a member of a group is in its life (User Guide, "Amazon EC2 Auto Scaling lifecycle"). */
public enum Phase {
    /** Its machine is to be asked for; its client token finds it, if that was done already. */
    PLANNED("Pending"),
    /** It comes from the warm pool, and its machine is to be started. */
    ENLISTED("Pending"),
    /** Its machine isn't running yet. */
    PENDING("Pending"),
    PENDING_WAIT("Pending:Wait"),
    /** To be registered with the load balancers. */
    PENDING_PROCEED("Pending:Proceed"),
    IN_SERVICE("InService"),
    /** It serves on until another has come into service in its place. */
    OUTGOING("InService"),
    /** To be taken from the load balancers, and to stand by then. */
    ENTERING_STANDBY("EnteringStandby"),
    STANDBY("Standby"),
    /** Of the warm pool: its machine is stopped, until it is wanted. */
    WARMED_STOPPED("Stopped"),
    /** Of the warm pool: its machine runs. */
    WARMED_RUNNING("Running"),
    /** To be taken from the load balancers, and to be left to itself then. */
    DETACHING("Detaching"),
    /** As the next, to come into the warm pool then. */
    RETURNING("Terminating"),
    RETURNING_WAIT("Terminating:Wait"),
    /** To be taken from the load balancers, and to wait where hooks are. */
    TERMINATING("Terminating"),
    TERMINATING_WAIT("Terminating:Wait"),
    /** Its machine is to be ended. */
    TERMINATING_PROCEED("Terminating:Proceed");

    private final String state;

    Phase(String state) {
        this.state = state;
    }

    /** AWS's name of it. */
    public String state() {
        return state;
    }

    /** On its way into service, or there to stay. */
    public boolean alive() {
        return compareTo(IN_SERVICE) <= 0;
    }

    /** In service, and behind the load balancers. */
    public boolean serves() {
        return this == IN_SERVICE || this == OUTGOING;
    }

    /** Ready in the warm pool. */
    public boolean warmed() {
        return this == WARMED_STOPPED || this == WARMED_RUNNING;
    }

    /** On its way into the warm pool. */
    boolean returning() {
        return this == RETURNING || this == RETURNING_WAIT;
    }

    /** On its way out. */
    public boolean ending() {
        return compareTo(DETACHING) >= 0;
    }
}
