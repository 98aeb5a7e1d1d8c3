package dev.tule.elb.listener;

import dev.tule.elb.resource.AttributeTable;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** Attributes of listeners (API Reference, "ListenerAttribute"). */
public final class ListenerAttributes {
    private static final String IDLE = "tcp.idle_timeout.seconds";

    private static final AttributeTable TCP =
            AttributeTable.builder()
                    .add(IDLE, "350", "[6-9][0-9]|[1-9][0-9]{2}|[1-5][0-9]{3}|6000")
                    .build();
    private static final AttributeTable HTTP =
            AttributeTable.builder().fixed("routing.http.response.server.enabled", "true").build();
    private static final AttributeTable NONE = AttributeTable.builder().build();

    private final Place place;
    private final Runnable changed;

    public ListenerAttributes(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    /** For how many seconds a listener's connections may be silent. */
    public static long idleSeconds(Snapshot rows, Listener listener) {
        return Long.parseLong(of(rows, listener).getOrDefault(IDLE, "350"));
    }

    private static Map<String, String> of(Snapshot rows, Listener listener) {
        return table(listener).with(Tables.attributes(rows, listener.listenerArn()));
    }

    private static AttributeTable table(Listener listener) {
        return listener.protocol() == ProtocolEnum.TCP
                ? TCP
                : listener.protocol() == ProtocolEnum.TLS ? NONE : HTTP;
    }

    DescribeListenerAttributesResponse describe(DescribeListenerAttributesRequest request) {
        return DescribeListenerAttributesResponse.builder()
                .attributes(read(request.listenerArn()))
                .build();
    }

    ModifyListenerAttributesResponse modify(ModifyListenerAttributesRequest request) {
        place.change(
                rows -> {
                    Listener listener = Listeners.get(rows, request.listenerArn());
                    for (ListenerAttribute each : request.attributes()) {
                        table(listener).check(each.key(), each.value());
                        Tables.putAttribute(rows, request.listenerArn(), each.key(), each.value());
                    }
                });
        changed.run();
        return ModifyListenerAttributesResponse.builder()
                .attributes(read(request.listenerArn()))
                .build();
    }

    private List<ListenerAttribute> read(String arn) {
        return place.read(rows -> of(rows, Listeners.get(rows, arn))).entrySet().stream()
                .map(
                        each ->
                                ListenerAttribute.builder()
                                        .key(each.getKey())
                                        .value(each.getValue())
                                        .build())
                .toList();
    }
}
