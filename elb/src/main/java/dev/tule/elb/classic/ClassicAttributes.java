package dev.tule.elb.classic;

import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Place;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerAttributes;
import software.amazon.awssdk.services.elasticloadbalancing.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ModifyLoadBalancerAttributesResponse;

/** Attributes of classic load balancers: draining, idle timeout, zones. */
public final class ClassicAttributes {
    private static final int LONGEST = 3_600;

    private final Place place;
    private final Runnable changed;

    ClassicAttributes(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    static LoadBalancerAttributes usual() {
        return LoadBalancerAttributes.builder()
                .crossZoneLoadBalancing(zones -> zones.enabled(false))
                .accessLog(log -> log.enabled(false))
                .connectionDraining(draining -> draining.enabled(false).timeout(300))
                .connectionSettings(settings -> settings.idleTimeout(60))
                .build();
    }

    DescribeLoadBalancerAttributesResponse describe(DescribeLoadBalancerAttributesRequest request) {
        String name = request.loadBalancerName();
        LoadBalancerAttributes found =
                place.read(
                        rows ->
                                ClassicTables.attributes(
                                        rows, ClassicTables.get(rows, name).loadBalancerName()));
        return DescribeLoadBalancerAttributesResponse.builder()
                .loadBalancerAttributes(found)
                .build();
    }

    ModifyLoadBalancerAttributesResponse modify(ModifyLoadBalancerAttributesRequest request) {
        LoadBalancerAttributes asked = request.loadBalancerAttributes();
        check(asked);
        LoadBalancerAttributes after =
                place.transact(
                        rows -> {
                            String name =
                                    ClassicTables.get(rows, request.loadBalancerName())
                                            .loadBalancerName();
                            LoadBalancerAttributes made =
                                    merged(ClassicTables.attributes(rows, name), asked);
                            ClassicTables.putAttributes(rows, name, made);
                            return made;
                        });
        changed.run();
        return ModifyLoadBalancerAttributesResponse.builder()
                .loadBalancerName(request.loadBalancerName())
                .loadBalancerAttributes(after)
                .build();
    }

    private static void check(LoadBalancerAttributes asked) {
        if (asked.accessLog() != null && Boolean.TRUE.equals(asked.accessLog().enabled())) {
            throw Faults.notImplemented("AccessLog");
        }
        if (!asked.additionalAttributes().isEmpty()) {
            throw Faults.notImplemented("AdditionalAttributes");
        }
        if (asked.connectionSettings() != null) {
            within("ConnectionSettings.IdleTimeout", asked.connectionSettings().idleTimeout());
        }
        if (asked.connectionDraining() != null && asked.connectionDraining().timeout() != null) {
            within("ConnectionDraining.Timeout", asked.connectionDraining().timeout());
        }
    }

    private static void within(String what, int value) {
        if (value < 1 || value > LONGEST) {
            throw Faults.invalid("%s must be between 1 and 3600".formatted(what));
        }
    }

    private static LoadBalancerAttributes merged(
            LoadBalancerAttributes known, LoadBalancerAttributes asked) {
        LoadBalancerAttributes.Builder made = known.toBuilder();
        if (asked.crossZoneLoadBalancing() != null) {
            made.crossZoneLoadBalancing(asked.crossZoneLoadBalancing());
        }
        if (asked.connectionSettings() != null) {
            made.connectionSettings(asked.connectionSettings());
        }
        if (asked.connectionDraining() != null) {
            Integer timeout = asked.connectionDraining().timeout();
            made.connectionDraining(
                    draining ->
                            draining.enabled(asked.connectionDraining().enabled())
                                    .timeout(timeout == null ? 300 : timeout));
        }
        return made.build();
    }
}
