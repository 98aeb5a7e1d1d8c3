package dev.tule.cloudwatch.metric;

import dev.tule.store.Key;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * What names a metric: namespace, name, and dimensions in whatever order (CloudWatch User Guide,
 * "CloudWatch concepts"). Immutable.
 *
 * @param dimensions values by name, at most 30
 */
public record MetricKey(String namespace, String name, NavigableMap<String, String> dimensions) {
    public MetricKey {
        dimensions = Collections.unmodifiableNavigableMap(new TreeMap<>(dimensions));
    }

    public static MetricKey of(String namespace, String name, List<Dimension> dimensions) {
        NavigableMap<String, String> byName = new TreeMap<>();
        dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
        return new MetricKey(namespace, name, byName);
    }

    public static MetricKey of(Metric metric) {
        return of(metric.namespace(), metric.metricName(), metric.dimensions());
    }

    /** The SDK's form of it. */
    public Metric metric() {
        List<Dimension> all = new ArrayList<>();
        dimensions.forEach(
                (named, value) -> all.add(Dimension.builder().name(named).value(value).build()));
        return Metric.builder().namespace(namespace).metricName(name).dimensions(all).build();
    }

    /** Stands for it in the keys of its points, which are many: a hash. */
    UUID id() {
        List<Object> elements = new ArrayList<>(List.of(namespace, name));
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            elements.add(dimension.getKey());
            elements.add(dimension.getValue());
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            ByteBuffer digest = ByteBuffer.wrap(sha.digest(Key.of(elements.toArray()).toBytes()));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
