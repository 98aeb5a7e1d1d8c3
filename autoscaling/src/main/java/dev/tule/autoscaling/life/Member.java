package dev.tule.autoscaling.life;

import dev.tule.store.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine of a group, from before it is asked for until after its end: {@code ("member", group,
 * token)}. Immutable.
 *
 * @param token the client token under which its machine is asked for
 * @param instance its identifier; empty until it is known
 * @param since when it came into its phase
 * @param zone the availability zone
 * @param subnet empty where the group has none
 * @param source what it is launched from
 * @param healthy false once it is to be replaced
 * @param guarded from scaling in
 * @param rebalancing launched to even out the zones, beyond the desired capacity
 * @param activity what it is in the middle of; empty for nothing
 * @param waits the hooks that hold it up
 * @param warm whether it is of the warm pool: {@code ("warm", group, token)}
 */
public record Member(
        String token,
        String instance,
        Phase phase,
        Instant since,
        String zone,
        String subnet,
        Source source,
        boolean healthy,
        boolean guarded,
        boolean rebalancing,
        String activity,
        List<Wait> waits,
        boolean warm) {
    public Member {
        waits = List.copyOf(waits);
    }

    /**
     * What a machine is launched from: a launch configuration, or a version of a launch template.
     *
     * @param configuration empty where it is a template
     * @param type of the instance
     */
    public record Source(
            String configuration, String templateId, String template, String version, String type) {
        /** Of machines that were attached and have come from elsewhere. */
        public static Source attached(String type) {
            return new Source("", "", "", "", type);
        }
    }

    /**
     * A hook that holds a member up.
     *
     * @param token by which it is answered
     * @param from when it began
     * @param until when its default result counts
     * @param result empty until somebody has answered
     */
    public record Wait(String hook, String token, Instant from, Instant until, String result) {
        public Wait answered(String result) {
            return new Wait(hook, token, from, until, result);
        }

        public Wait prolonged(Instant until) {
            return new Wait(hook, token, from, until, result);
        }
    }

    /** One that is to be launched. */
    static Member planned(
            String token,
            Instant now,
            String zone,
            String subnet,
            Source source,
            boolean rebalancing,
            String activity) {
        return new Member(
                token,
                "",
                Phase.PLANNED,
                now,
                zone,
                subnet,
                source,
                true,
                false,
                rebalancing,
                activity,
                List.of(),
                false);
    }

    /** AWS's name of where it is in its life. */
    public String state() {
        return (warm ? "Warmed:" : "") + phase.state();
    }

    /** Whether it counts towards the desired capacity. */
    public boolean counts() {
        return !warm && phase.alive() && (!rebalancing || phase == Phase.IN_SERVICE);
    }

    /** In another phase, where nothing holds it up yet. */
    public Member in(Phase next, Instant now) {
        return with(instance, next, now, healthy, guarded, activity, List.of());
    }

    public Member of(String newInstance) {
        return with(newInstance, phase, since, healthy, guarded, activity, waits);
    }

    public Member withHealth(boolean newHealth) {
        return with(instance, phase, since, newHealth, guarded, activity, waits);
    }

    public Member withGuard(boolean newGuard) {
        return with(instance, phase, since, healthy, newGuard, activity, waits);
    }

    public Member withActivity(String newActivity) {
        return with(instance, phase, since, healthy, guarded, newActivity, waits);
    }

    public Member withWaits(List<Wait> newWaits) {
        return with(instance, phase, since, healthy, guarded, activity, newWaits);
    }

    private Member with(
            String newInstance,
            Phase newPhase,
            Instant newSince,
            boolean newHealth,
            boolean newGuard,
            String newActivity,
            List<Wait> newWaits) {
        return new Member(
                token,
                newInstance,
                newPhase,
                newSince,
                zone,
                subnet,
                source,
                newHealth,
                newGuard,
                rebalancing,
                newActivity,
                newWaits,
                warm);
    }

    /** The same, as one of the pool or of the group. */
    Member inPool(boolean isWarm) {
        return new Member(
                token,
                instance,
                phase,
                since,
                zone,
                subnet,
                source,
                healthy,
                guarded,
                rebalancing,
                activity,
                waits,
                isWarm);
    }

    byte[] row() {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                token,
                                instance,
                                phase.name(),
                                since.toEpochMilli(),
                                zone,
                                subnet,
                                source.configuration,
                                source.templateId,
                                source.template,
                                source.version,
                                source.type,
                                healthy,
                                guarded,
                                rebalancing,
                                activity));
        for (Wait wait : waits) {
            words.addAll(
                    List.of(
                            wait.hook,
                            wait.token,
                            wait.from.toEpochMilli(),
                            wait.until.toEpochMilli(),
                            wait.result));
        }
        return Key.of(words.toArray()).toBytes();
    }

    static Member read(byte[] row, boolean warm) {
        Reader in = new Reader(Key.ofBytes(row).elements());
        Member member =
                new Member(
                        in.text(),
                        in.text(),
                        Phase.valueOf(in.text()),
                        in.time(),
                        in.text(),
                        in.text(),
                        new Source(in.text(), in.text(), in.text(), in.text(), in.text()),
                        in.truth(),
                        in.truth(),
                        in.truth(),
                        in.text(),
                        List.of(),
                        warm);
        List<Wait> waits = new ArrayList<>();
        while (in.more()) {
            waits.add(new Wait(in.text(), in.text(), in.time(), in.time(), in.text()));
        }
        return member.withWaits(waits);
    }

    /** Reads the elements of a row one by one. */
    private static final class Reader {
        private final List<@Nullable Object> words;
        private int at;

        Reader(List<Object> words) {
            this.words = new ArrayList<>(words);
        }

        boolean more() {
            return at < words.size();
        }

        private Object next() {
            return java.util.Objects.requireNonNull(words.get(at++));
        }

        String text() {
            return (String) next();
        }

        Instant time() {
            return Instant.ofEpochMilli((Long) next());
        }

        boolean truth() {
            return (Boolean) next();
        }
    }
}
