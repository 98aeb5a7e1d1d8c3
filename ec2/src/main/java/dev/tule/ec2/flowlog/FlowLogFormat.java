package dev.tule.ec2.flowlog;

import dev.tule.ec2.resource.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a flow log's lines, in their order. A field that is not known here is refused, one
 * that has no value in a record is a hyphen. Immutable.
 */
final class FlowLogFormat {
    /** What AWS writes where no format is given: version 2's fields. */
    static final String DEFAULT =
            "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport}"
                    + " ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

    private static final Pattern FIELD = Pattern.compile("\\$\\{([a-z0-9-]+)}");
    private static final Map<String, Function<FlowLine, @Nullable Object>> KNOWN = known();

    private final List<String> names;

    private FlowLogFormat(List<String> names) {
        this.names = names;
    }

    private static Map<String, Function<FlowLine, @Nullable Object>> known() {
        Map<String, Function<FlowLine, @Nullable Object>> known = new HashMap<>();
        known.put("version", _ -> 2);
        known.put("account-id", line -> line.at().ownerId());
        known.put("interface-id", line -> line.at().networkInterfaceId());
        known.put("vpc-id", line -> line.at().vpcId());
        known.put("subnet-id", line -> line.at().subnetId());
        known.put("instance-id", FlowLine::instanceId);
        known.put("srcaddr", line -> line.flow().source());
        known.put("dstaddr", line -> line.flow().destination());
        known.put("pkt-srcaddr", line -> line.flow().source());
        known.put("pkt-dstaddr", line -> line.flow().destination());
        known.put("srcport", line -> line.flow().sourcePort());
        known.put("dstport", line -> line.flow().destinationPort());
        known.put("protocol", line -> line.flow().protocol());
        known.put("packets", line -> line.flow().packets());
        known.put("bytes", line -> line.flow().bytes());
        known.put("start", line -> line.start().getEpochSecond());
        known.put("end", line -> line.end().getEpochSecond());
        known.put("action", line -> line.flow().accepted() ? "ACCEPT" : "REJECT");
        known.put("log-status", _ -> "OK");
        known.put("tcp-flags", line -> line.flow().tcpFlags());
        known.put("type", _ -> "IPv4");
        known.put("region", FlowLine::region);
        known.put("az-id", _ -> null);
        known.put("sublocation-type", _ -> null);
        known.put("sublocation-id", _ -> null);
        known.put(
                "flow-direction", line -> line.flow().direction().name().toLowerCase(Locale.ROOT));
        return known;
    }

    /** Reads a format as {@code LogFormat} gives it. */
    static FlowLogFormat of(String text) {
        List<String> names = new ArrayList<>();
        for (String word : text.strip().split(" +", -1)) {
            Matcher field = FIELD.matcher(word);
            if (!field.matches() || !KNOWN.containsKey(field.group(1))) {
                throw Faults.invalidValue("Unknown fields provided: " + word);
            }
            names.add(field.group(1));
        }
        return new FlowLogFormat(List.copyOf(names));
    }

    /** The first line of a file. */
    String header() {
        return String.join(" ", names);
    }

    String line(FlowLine line) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Object value = Objects.requireNonNull(KNOWN.get(name)).apply(line);
            text.append(text.isEmpty() ? "" : " ").append(value == null ? "-" : value);
        }
        return text.toString();
    }
}
