package dev.tule.elb.resource;

import dev.tule.aws.stored.Rows;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * The rows of version 2 of an account and region:
 *
 * <ul>
 *   <li>{@code ("balancer", arn)}, {@code ("listener", arn)}, {@code ("group", arn)}
 *   <li>{@code ("rule", listener, arn)}: the default rule among them
 *   <li>{@code ("certificate", listener, arn)}: those besides the default one
 *   <li>{@code ("target", group, id, port)}; {@code ("draining", group, id, port)}: until when
 *   <li>{@code ("attribute", arn, key)}, as far as they were set; {@code ("tag", arn, key)}
 * </ul>
 */
public final class Tables {
    public static final Rows<LoadBalancer> BALANCERS =
            new Rows<>("balancer", LoadBalancer.class, LoadBalancer::builder);
    public static final Rows<Listener> LISTENERS =
            new Rows<>("listener", Listener.class, Listener::builder);
    public static final Rows<Certificate> CERTIFICATES =
            new Rows<>("certificate", Certificate.class, Certificate::builder);
    public static final Rows<Rule> RULES = new Rows<>("rule", Rule.class, Rule::builder);
    public static final Rows<TargetGroup> GROUPS =
            new Rows<>("group", TargetGroup.class, TargetGroup::builder);
    public static final Rows<TargetDescription> TARGETS =
            new Rows<>("target", TargetDescription.class, TargetDescription::builder);

    private static final String DRAINING = "draining";
    private static final String ATTRIBUTE = "attribute";
    private static final String TAG = "tag";

    private Tables() {}

    // ---- Attributes and tags: text by key.

    public static Map<String, String> attributes(Snapshot rows, String arn) {
        return texts(rows, ATTRIBUTE, arn);
    }

    public static void putAttribute(Transaction rows, String arn, String key, String value) {
        rows.put(Key.of(ATTRIBUTE, arn, key), bytes(value));
    }

    public static Map<String, String> tags(Snapshot rows, String arn) {
        return texts(rows, TAG, arn);
    }

    public static void putTag(Transaction rows, String arn, String key, String value) {
        rows.put(Key.of(TAG, arn, key), bytes(value));
    }

    public static void deleteTag(Transaction rows, String arn, String key) {
        rows.delete(Key.of(TAG, arn, key));
    }

    /** Deletes what hangs on a thing that is deleted: attributes and tags. */
    public static void forget(Transaction rows, String arn) {
        rows.clear(KeyRange.within(Key.of(ATTRIBUTE, arn)));
        rows.clear(KeyRange.within(Key.of(TAG, arn)));
    }

    private static Map<String, String> texts(Snapshot rows, String table, String arn) {
        Map<String, String> texts = new LinkedHashMap<>();
        rows.entries(Key.of(table, arn))
                .forEach(
                        entry ->
                                texts.put(
                                        (String) entry.key().elements().getLast(),
                                        new String(entry.value(), StandardCharsets.UTF_8)));
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- Targets that are being taken out.

    /** Until when a target may end what it has begun; empty while it is to be used. */
    public static Optional<Instant> draining(
            Snapshot rows, String group, TargetDescription target) {
        return rows.get(Key.of(DRAINING, group, target.id(), target.port()))
                .map(value -> Instant.parse(new String(value, StandardCharsets.UTF_8)));
    }

    public static void drain(
            Transaction rows, String group, TargetDescription target, Instant until) {
        rows.put(Key.of(DRAINING, group, target.id(), target.port()), bytes(until.toString()));
    }

    public static void use(Transaction rows, String group, TargetDescription target) {
        TARGETS.put(rows, target, group, target.id(), target.port());
        rows.delete(Key.of(DRAINING, group, target.id(), target.port()));
    }

    public static void delete(Transaction rows, String group, TargetDescription target) {
        TARGETS.delete(rows, group, target.id(), target.port());
        rows.delete(Key.of(DRAINING, group, target.id(), target.port()));
    }

    public static void deleteTargets(Transaction rows, String group) {
        TARGETS.clear(rows, group);
        rows.clear(KeyRange.within(Key.of(DRAINING, group)));
    }

    // ---- What belongs together.

    public static List<Listener> listenersOf(Snapshot rows, String balancer) {
        return LISTENERS.all(rows).stream()
                .filter(each -> each.loadBalancerArn().equals(balancer))
                .toList();
    }

    public static void deleteListener(Transaction rows, String listener) {
        RULES.all(rows, listener).forEach(rule -> forget(rows, rule.ruleArn()));
        RULES.clear(rows, listener);
        CERTIFICATES.clear(rows, listener);
        LISTENERS.delete(rows, listener);
        forget(rows, listener);
    }
}
