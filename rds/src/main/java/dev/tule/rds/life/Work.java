package dev.tule.rds.life;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is being done to a DB instance. It stands in the instance's row until it is done, and every
 * part of it may be done again: so it goes on after a crash where it was cut off.
 */
public sealed interface Work {

    /** Makes the server from nothing, and its first backup. */
    record Create() implements Work {}

    /** Makes the server from a snapshot. */
    record Restore(String snapshot) implements Work {}

    /**
     * Makes the server as another was at a time.
     *
     * @param source the other's resource id
     * @param time in milliseconds since 1970; 0 for the latest there is
     */
    record Rewind(String source, long time) implements Work {}

    /** Makes a replica of another instance, by its resource id. */
    record Replicate(String source) implements Work {}

    /**
     * Applies the pending modified values.
     *
     * @param all whether those, too, that wait for the maintenance window
     */
    record Modify(boolean all) implements Work {}

    record Reboot(boolean failover) implements Work {}

    /** Puts the standby in the place of a primary that has died. */
    record FailOver() implements Work {}

    /**
     * @param snapshot the snapshot to take before, whose row is there already; null for none
     */
    record Stop(@Nullable String snapshot) implements Work {}

    record Start() implements Work {}

    /** Makes a replica stand alone. */
    record Promote() implements Work {}

    /** Takes the snapshot, whose row is there already. */
    record BackUp(String snapshot) implements Work {}

    /**
     * @param finalSnapshot the snapshot to take before, whose row is there already; null for none
     */
    record Delete(@Nullable String finalSnapshot) implements Work {}

    /** As strings, for the row. */
    default List<String> write() {
        return switch (this) {
            case Create() -> List.of("create");
            case Restore(String snapshot) -> List.of("restore", snapshot);
            case Rewind(String source, long time) -> List.of("rewind", source, Long.toString(time));
            case Replicate(String source) -> List.of("replicate", source);
            case Modify(boolean all) -> List.of("modify", Boolean.toString(all));
            case Reboot(boolean failover) -> List.of("reboot", Boolean.toString(failover));
            case FailOver() -> List.of("fail-over");
            case Stop(var snapshot) -> List.of("stop", snapshot == null ? "" : snapshot);
            case Start() -> List.of("start");
            case Promote() -> List.of("promote");
            case BackUp(String snapshot) -> List.of("back-up", snapshot);
            case Delete(var snapshot) -> List.of("delete", snapshot == null ? "" : snapshot);
        };
    }

    /** What {@link #write} made. */
    static Work read(List<String> words) {
        return switch (words.getFirst()) {
            case "create" -> new Create();
            case "restore" -> new Restore(words.get(1));
            case "rewind" -> new Rewind(words.get(1), Long.parseLong(words.get(2)));
            case "replicate" -> new Replicate(words.get(1));
            case "modify" -> new Modify(Boolean.parseBoolean(words.get(1)));
            case "reboot" -> new Reboot(Boolean.parseBoolean(words.get(1)));
            case "fail-over" -> new FailOver();
            case "stop" -> new Stop(unlessEmpty(words.get(1)));
            case "start" -> new Start();
            case "promote" -> new Promote();
            case "back-up" -> new BackUp(words.get(1));
            case "delete" -> new Delete(unlessEmpty(words.get(1)));
            default -> throw new IllegalStateException("unknown work: " + words.getFirst());
        };
    }

    private static @Nullable String unlessEmpty(String word) {
        return word.isEmpty() ? null : word;
    }
}
