package dev.tule.server.cloud;

import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.config.WampListener;
import dev.tule.wamp.router.metrics.RealmCounters;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code tule status} says of a running server.
 *
 * @param realms what was counted on each realm
 * @param listeners where WAMP is served, the web port first
 */
record StatusReport(
        Running running, Map<String, RealmCounters> realms, List<OpenListener> listeners) {

    List<String> lines() {
        Duration age = Duration.between(running.since(), Instant.now());
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Tule %s runs since %s (%s) as process %d."
                        .formatted(
                                Version.ofTule(),
                                running.since().truncatedTo(ChronoUnit.SECONDS),
                                spoken(age),
                                running.process()));
        lines.add("AWS APIs  " + running.awsAddress());
        lines.add("Console   " + running.webAddress() + "/");
        for (OpenListener listener : listeners) {
            boolean web = listener.name().equals(WampListener.WEB);
            lines.add(
                    "WAMP      %s%s (%d connections)"
                            .formatted(
                                    web ? "" : listener.name() + ": ",
                                    String.join(", ", listener.addresses()),
                                    listener.listener().connections()));
        }
        realms.forEach(
                (realm, counted) ->
                        lines.add(
                                "Realm     %s: %d sessions".formatted(realm, counted.sessions())));
        lines.add("Heap      %d MiB in use".formatted(heap >> 20));
        return lines;
    }

    private static String spoken(Duration age) {
        if (age.toMinutes() < 2) {
            return age.toSeconds() + " s";
        }
        return age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
