package dev.tule.elb.balancer;

import dev.tule.elb.resource.AttributeTable;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;

/** Attributes of load balancers (API Reference, "LoadBalancerAttribute"). */
public final class BalancerAttributes {
    private static final String SWITCH = "true|false";
    private static final String SECONDS = "[1-9][0-9]{0,2}|[123][0-9]{3}|4000";

    private static final AttributeTable NETWORK =
            AttributeTable.builder()
                    .add("deletion_protection.enabled", "false", SWITCH)
                    .fixed("access_logs.s3.enabled", "false")
                    .fixed("access_logs.s3.bucket", "")
                    .fixed("access_logs.s3.prefix", "")
                    .add("load_balancing.cross_zone.enabled", "false", SWITCH)
                    .fixed("dns_record.client_routing_policy", "any_availability_zone")
                    .build();

    private static final AttributeTable APPLICATION =
            AttributeTable.builder()
                    .add("deletion_protection.enabled", "false", SWITCH)
                    .add("idle_timeout.timeout_seconds", "60", SECONDS)
                    .add("client_keep_alive.seconds", "3600", "[0-9]{2,6}")
                    .add("routing.http.drop_invalid_header_fields.enabled", "false", SWITCH)
                    .add("routing.http.preserve_host_header.enabled", "false", SWITCH)
                    .add("routing.http.xff_client_port.enabled", "false", SWITCH)
                    .add(
                            "routing.http.xff_header_processing.mode",
                            "append",
                            "append|preserve|remove")
                    .fixed("routing.http.desync_mitigation_mode", "defensive")
                    .fixed("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false")
                    .fixed("routing.http2.enabled", "true")
                    .fixed("waf.fail_open.enabled", "false")
                    .fixed("access_logs.s3.enabled", "false")
                    .fixed("access_logs.s3.bucket", "")
                    .fixed("access_logs.s3.prefix", "")
                    .fixed("connection_logs.s3.enabled", "false")
                    .fixed("connection_logs.s3.bucket", "")
                    .fixed("connection_logs.s3.prefix", "")
                    .fixed("load_balancing.cross_zone.enabled", "true")
                    .fixed("zonal_shift.config.enabled", "false")
                    .build();

    private final Place place;
    private final Runnable changed;

    public BalancerAttributes(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    /** All attributes of a load balancer. */
    public static Map<String, String> of(Snapshot rows, LoadBalancer balancer) {
        return table(balancer).with(Tables.attributes(rows, balancer.loadBalancerArn()));
    }

    private static AttributeTable table(LoadBalancer balancer) {
        return balancer.type() == LoadBalancerTypeEnum.APPLICATION ? APPLICATION : NETWORK;
    }

    DescribeLoadBalancerAttributesResponse describe(DescribeLoadBalancerAttributesRequest request) {
        return DescribeLoadBalancerAttributesResponse.builder()
                .attributes(read(request.loadBalancerArn()))
                .build();
    }

    ModifyLoadBalancerAttributesResponse modify(ModifyLoadBalancerAttributesRequest request) {
        place.change(
                rows -> {
                    LoadBalancer balancer = LoadBalancers.get(rows, request.loadBalancerArn());
                    for (LoadBalancerAttribute each : request.attributes()) {
                        table(balancer).check(each.key(), each.value());
                        Tables.putAttribute(
                                rows, request.loadBalancerArn(), each.key(), each.value());
                    }
                });
        changed.run();
        return ModifyLoadBalancerAttributesResponse.builder()
                .attributes(read(request.loadBalancerArn()))
                .build();
    }

    private List<LoadBalancerAttribute> read(String arn) {
        return place.read(rows -> of(rows, LoadBalancers.get(rows, arn))).entrySet().stream()
                .map(
                        each ->
                                LoadBalancerAttribute.builder()
                                        .key(each.getKey())
                                        .value(each.getValue())
                                        .build())
                .toList();
    }
}
