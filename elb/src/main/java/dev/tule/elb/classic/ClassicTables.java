package dev.tule.elb.classic;

import dev.tule.aws.stored.Rows;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerAttributes;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerNotFoundException;

/**
 * The rows of classic load balancers: {@code ("classic", name)}, {@code ("classic-attributes",
 * name)}, {@code ("classic-address", name)}, {@code ("classic-proxy", name, policy)} with whether
 * the policy has the PROXY protocol spoken, and {@code ("classic-draining", name, instance)} with
 * the time until which an instance that is taken out may go on.
 */
public final class ClassicTables {
    private static final Rows<LoadBalancerDescription> BALANCERS =
            new Rows<>("classic", LoadBalancerDescription.class, LoadBalancerDescription::builder);
    private static final Rows<LoadBalancerAttributes> ATTRIBUTES =
            new Rows<>(
                    "classic-attributes",
                    LoadBalancerAttributes.class,
                    LoadBalancerAttributes::builder);
    private static final String ADDRESS = "classic-address";
    private static final String PROXY = "classic-proxy";
    private static final String DRAINING = "classic-draining";

    private ClassicTables() {}

    /** What tags and interfaces of a classic balancer hang on: no ARN, so it can't be mistaken. */
    public static String hook(String name) {
        return "classic/" + name;
    }

    /** What hangs on all that are there; see {@link #hook}. */
    public static Stream<String> hooks(Snapshot rows) {
        return BALANCERS.all(rows).stream().map(each -> hook(each.loadBalancerName()));
    }

    static Rows<LoadBalancerDescription> balancers() {
        return BALANCERS;
    }

    static LoadBalancerDescription get(Snapshot rows, String name) {
        return BALANCERS
                .find(rows, name)
                .orElseThrow(
                        () ->
                                LoadBalancerNotFoundException.builder()
                                        .message(
                                                "There is no ACTIVE Load Balancer named '%s'"
                                                        .formatted(name))
                                        .build());
    }

    static void put(Transaction rows, LoadBalancerDescription balancer) {
        BALANCERS.put(rows, balancer, balancer.loadBalancerName());
    }

    static LoadBalancerAttributes attributes(Snapshot rows, String name) {
        return ATTRIBUTES.find(rows, name).orElseGet(ClassicAttributes::usual);
    }

    static void putAttributes(Transaction rows, String name, LoadBalancerAttributes attributes) {
        ATTRIBUTES.put(rows, attributes, name);
    }

    static String address(Snapshot rows, String name) {
        return rows.get(Key.of(ADDRESS, name))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(name + " has no address"));
    }

    static void putAddress(Transaction rows, String name, String address) {
        rows.put(Key.of(ADDRESS, name), address.getBytes(StandardCharsets.UTF_8));
    }

    static void putProxy(Transaction rows, String name, String policy, boolean on) {
        rows.put(Key.of(PROXY, name, policy), Key.of(on).toBytes());
    }

    static void deleteProxy(Transaction rows, String name, String policy) {
        rows.delete(Key.of(PROXY, name, policy));
    }

    /** Whether a policy has the PROXY protocol spoken; empty where it is one of another kind. */
    static Optional<Boolean> proxy(Snapshot rows, String name, String policy) {
        return rows.get(Key.of(PROXY, name, policy))
                .map(value -> (Boolean) Key.ofBytes(value).elements().getFirst());
    }

    /** Whether instances are told at this port of theirs who the client is. */
    static boolean isProxied(Snapshot rows, LoadBalancerDescription balancer, int port) {
        return balancer.backendServerDescriptions().stream()
                .filter(each -> each.instancePort() == port)
                .flatMap(each -> each.policyNames().stream())
                .anyMatch(policy -> proxy(rows, balancer.loadBalancerName(), policy).orElse(false));
    }

    /** The instances that are taken out, and until when they may go on. */
    static Map<String, Instant> draining(Snapshot rows, String name) {
        Map<String, Instant> draining = new LinkedHashMap<>();
        rows.entries(Key.of(DRAINING, name))
                .forEach(
                        entry ->
                                draining.put(
                                        (String) entry.key().elements().getLast(),
                                        Instant.parse(
                                                new String(
                                                        entry.value(), StandardCharsets.UTF_8))));
        return draining;
    }

    static void drain(Transaction rows, String name, String instance, Instant until) {
        rows.put(
                Key.of(DRAINING, name, instance),
                until.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An instance that was taken out has ended, or is used again. */
    public static void forget(Transaction rows, String name, String instance) {
        rows.delete(Key.of(DRAINING, name, instance));
    }

    static void delete(Transaction rows, String name) {
        BALANCERS.delete(rows, name);
        ATTRIBUTES.delete(rows, name);
        rows.delete(Key.of(ADDRESS, name));
        rows.clear(KeyRange.within(Key.of(PROXY, name)));
        rows.clear(KeyRange.within(Key.of(DRAINING, name)));
    }
}
