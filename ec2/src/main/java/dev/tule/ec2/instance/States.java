package dev.tule.ec2.instance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;

/** The states of an instance, and the reasons for them. */
final class States {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private States() {}

    static InstanceState of(InstanceStateName name) {
        int code =
                switch (name) {
                    case PENDING -> 0;
                    case RUNNING -> 16;
                    case SHUTTING_DOWN -> 32;
                    case TERMINATED -> 48;
                    case STOPPING -> 64;
                    case STOPPED -> 80;
                    case UNKNOWN_TO_SDK_VERSION ->
                            throw new IllegalArgumentException("no state of an instance");
                };
        return InstanceState.builder().code(code).name(name).build();
    }

    static InstanceStateName name(Instance instance) {
        return instance.state().name();
    }

    static boolean is(Instance instance, InstanceStateName name) {
        return name(instance) == name;
    }

    /** What DescribeInstances tells of a change that the user asked for. */
    static String userInitiated(Instant when) {
        return "User initiated (" + TIME.format(when) + ")";
    }

    static String serverInitiated(Instant when) {
        return "Server.InternalError (" + TIME.format(when) + ")";
    }

    static StateReason reason(String code, String message) {
        return StateReason.builder().code(code).message(code + ": " + message).build();
    }

    static StateReason shutDownByUser() {
        return reason("Client.UserInitiatedShutdown", "User initiated shutdown");
    }

    static StateReason shutDownFromWithin() {
        return reason("Client.InstanceInitiatedShutdown", "Instance initiated shutdown");
    }
}
